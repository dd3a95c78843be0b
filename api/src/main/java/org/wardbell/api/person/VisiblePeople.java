package org.wardbell.api.person;

import java.util.UUID;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.wardbell.activities.audit.AuditEntry;
import org.wardbell.activities.person.Person;
import org.wardbell.activities.person.PersonStore;
import org.wardbell.api.access.Caller;
import org.wardbell.api.problem.ProblemException;
import org.wardbell.api.problem.ProblemKind;

/**
 * The people whom an administrator may look at, and those whom one may change. A clinic's
 * administrators see who has a role in their clinic. They change what is theirs alone: who could
 * set the password of somebody with roles elsewhere would have these roles.
 */
@Component
final class VisiblePeople {
  private final PersonStore people;

  VisiblePeople(PersonStore people) {
    this.people = people;
  }

  /** Returns a person whom this caller sees. */
  Person seen(UUID id, Caller caller) {
    return seen(people.find(id).orElse(null), caller);
  }

  /** Returns the same, its row locked until the transaction's end. */
  Person locked(DSLContext transaction, UUID id, Caller caller) {
    return seen(people.lock(transaction, id).orElse(null), caller);
  }

  private static Person seen(@Nullable Person person, Caller caller) {
    UUID clinic = caller.clinicId();
    if (person == null || (clinic != null && !person.isIn(clinic))) {
      throw ProblemException.notFound("person");
    }
    return person;
  }

  /** Returns the same, if all that the person may do is the caller's business. */
  Person ruled(DSLContext transaction, UUID id, Caller caller) {
    Person person = locked(transaction, id, caller);
    UUID clinic = caller.clinicId();
    if (clinic != null && !clinic.equals(person.onlyClinic())) {
      throw ProblemException.of(
          ProblemKind.FORBIDDEN,
          "This person has roles elsewhere as well, so only an administrator of the installation can do this. You can give and take the role in your clinic.");
    }
    return person;
  }

  /**
   * Returns a row of the audit trail about a person. What the installation does about a person of
   * one clinic is that clinic's to see.
   */
  static AuditEntry about(Person person, Caller caller, String action) {
    UUID clinic = caller.isInstallation() ? person.onlyClinic() : caller.clinicId();
    return AuditEntry.of(clinic, caller.origin(), action, "person/" + person.id());
  }
}
