package org.wardbell.api.access;

import jakarta.servlet.http.HttpServletRequest;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.wardbell.activities.audit.AuditOrigin;

/** The mark of a request whose password or code was wrong, for the account of refusals. */
public final class RefusedSignIn {
  private RefusedSignIn() {}

  /**
   * Marks a request that will be answered 401.
   *
   * @param person whose address it named, or null if it is nobody's
   */
  public static void mark(HttpServletRequest request, @Nullable UUID person) {
    request.setAttribute(
        RefusedKey.class.getName(),
        new RefusedKey(
            RefusedRequests.Reason.WRONG_PASSWORD,
            person == null ? null : new AuditOrigin("person/" + person, null, null, null, null)));
  }
}
