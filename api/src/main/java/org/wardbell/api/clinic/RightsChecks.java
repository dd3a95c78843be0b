package org.wardbell.api.clinic;

import org.jspecify.annotations.Nullable;
import org.wardbell.activities.clinic.Role;
import org.wardbell.api.problem.FieldChecks;

/** The checks of a request that gives rights: a role, in one clinic or in the installation. */
public final class RightsChecks {
  private RightsChecks() {}

  /** Returns the role that a request gives, which must be there. */
  public static Role role(@Nullable Role asked, FieldChecks checks) {
    if (asked == null) {
      checks.add("role", "is missing", "Choose READER, WRITER or ADMIN.");
      return Role.READER;
    }
    return asked;
  }

  /**
   * Returns whether the rights are for the whole installation.
   *
   * @param asked the request's {@code installation}, or null
   * @param clinic the request's {@code clinic}, or null; both at once contradict each other
   */
  public static boolean isForInstallation(
      @Nullable Boolean asked, @Nullable String clinic, FieldChecks checks) {
    boolean installation = Boolean.TRUE.equals(asked);
    if (installation && clinic != null) {
      checks.add("clinic", "contradicts installation", "Leave one of the two out.");
    }
    return installation;
  }
}
