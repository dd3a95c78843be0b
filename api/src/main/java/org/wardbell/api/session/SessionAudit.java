package org.wardbell.api.session;

import jakarta.servlet.http.HttpServletRequest;
import org.jooq.DSLContext;
import org.springframework.stereotype.Component;
import org.wardbell.activities.audit.AuditEntry;
import org.wardbell.activities.audit.AuditOrigin;
import org.wardbell.activities.audit.AuditStore;
import org.wardbell.activities.person.Person;
import org.wardbell.api.access.RequestIds;

/** The audit trail's rows of what people do with their own accounts. */
@Component
final class SessionAudit {
  private final AuditStore audit;

  SessionAudit(AuditStore audit) {
    this.audit = audit;
  }

  /**
   * Adds a row in the caller's transaction. A clinic's administrators see it if the person has
   * roles in that clinic only.
   */
  void note(DSLContext dsl, Person person, HttpServletRequest request, String action) {
    AuditOrigin origin =
        new AuditOrigin(
            "person/" + person.id(),
            person.properties().name(),
            null,
            request.getRemoteAddr(),
            RequestIds.of(request));
    audit.append(dsl, AuditEntry.of(person.onlyClinic(), origin, action, "person/" + person.id()));
  }
}
