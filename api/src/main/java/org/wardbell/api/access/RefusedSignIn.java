package org.wardbell.api.access;

import jakarta.servlet.http.HttpServletRequest;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.wardbell.activities.audit.AuditOrigin;

/** The mark of a sign-in that is refused, for the account of refusals. */
public final class RefusedSignIn {
  private RefusedSignIn() {}

  /**
   * Marks a request that will be answered 401 because its password or code was wrong.
   *
   * @param person whose address it named, or null if it is nobody's
   */
  public static void mark(HttpServletRequest request, @Nullable UUID person) {
    mark(request, RefusedRequests.Reason.WRONG_PASSWORD, person);
  }

  /**
   * Marks a request that will be answered 401 because its password was right, and a one-time code
   * is needed as well.
   */
  public static void markWithoutCode(HttpServletRequest request, UUID person) {
    mark(request, RefusedRequests.Reason.NO_CODE, person);
  }

  private static void mark(
      HttpServletRequest request, RefusedRequests.Reason reason, @Nullable UUID person) {
    request.setAttribute(
        RefusedKey.class.getName(),
        new RefusedKey(
            reason,
            person == null ? null : new AuditOrigin("person/" + person, null, null, null, null)));
  }
}
