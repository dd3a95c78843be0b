package org.wardbell.api.access;

import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.wardbell.activities.clinic.Role;
import org.wardbell.api.problem.ProblemException;
import org.wardbell.api.problem.ProblemKind;

/**
 * Whoever makes this request; controller methods take one as a parameter.
 *
 * @param keyId the API key
 * @param clinicId the one clinic it sees, or null for the whole installation
 * @param role what it may do there
 */
public record Caller(UUID keyId, @Nullable UUID clinicId, Role role) {

  /** Whether the key belongs to the installation rather than to a clinic. */
  public boolean isInstallation() {
    return clinicId == null;
  }

  /** How the audit trail names it. */
  public String actor() {
    return "key/" + keyId;
  }

  /** Whether a row of this clinic exists for this caller; null is what belongs to no clinic. */
  boolean sees(@Nullable UUID rowClinicId) {
    return clinicId == null || clinicId.equals(rowClinicId);
  }

  /**
   * Ends the request as if the row did not exist, unless this caller sees its clinic.
   *
   * @param what the row in a word: {@code event}
   */
  public void requireSees(@Nullable UUID rowClinicId, String what) {
    if (!sees(rowClinicId)) {
      throw ProblemException.notFound(what);
    }
  }

  /**
   * The clinic a request is about: the key's own, or the one asked for.
   *
   * @param asked the request's {@code clinic}, or null
   * @param otherwise what an installation key means when it asks for none
   */
  public @Nullable UUID clinic(@Nullable UUID asked, @Nullable UUID otherwise) {
    if (clinicId == null) {
      return asked == null ? otherwise : asked;
    }
    if (asked != null && !asked.equals(clinicId)) {
      throw ProblemException.of(
          ProblemKind.FORBIDDEN,
          "This key belongs to another clinic than the one in the request. Leave clinic out, or use that clinic's key.");
    }
    return clinicId;
  }
}
