package org.wardbell.api.access;

import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.wardbell.activities.audit.AuditOrigin;
import org.wardbell.activities.clinic.ApiKey;
import org.wardbell.activities.clinic.Role;
import org.wardbell.api.problem.ProblemException;
import org.wardbell.api.problem.ProblemKind;

/**
 * The caller of a request: an API key, or a person who signed in. Controller methods take one as a
 * parameter.
 *
 * @param id the API key's, or the person's
 * @param isPerson whether it is a person
 * @param clinicId the one clinic it sees, or null for the whole installation
 * @param role its permissions there
 * @param origin who calls and from where, as the audit trail names it
 */
public record Caller(
    UUID id, boolean isPerson, @Nullable UUID clinicId, Role role, AuditOrigin origin) {
  /** Returns the holder of a key. */
  static Caller of(ApiKey key) {
    return new Caller(key.id(), false, key.clinicId(), key.role(), origin(key));
  }

  /** Returns a key's name in the audit trail. */
  static AuditOrigin origin(ApiKey key) {
    return new AuditOrigin("key/" + key.id(), key.name(), key.role().name(), null, null);
  }

  /**
   * Returns the caller of the request that this thread answers.
   *
   * @throws ProblemException 401 if nobody said who calls, 403 if it is not clear in which clinic a
   *     person does
   */
  public static Caller calling() {
    CallerAuthentication calling = RoleGuard.authentication();
    if (calling == null) {
      throw RoleGuard.unauthenticated();
    }
    return calling.caller();
  }

  /** Returns the same caller in a request. */
  public Caller in(String address, @Nullable String requestId) {
    return new Caller(id, isPerson, clinicId, role, origin.in(address, requestId));
  }

  /** Returns whether it acts for the installation rather than for a clinic. */
  public boolean isInstallation() {
    return clinicId == null;
  }

  /** Returns the caller's name in the audit trail. */
  public String actor() {
    return origin.actor();
  }

  /**
   * Returns whether a row of this clinic exists for this caller; null stands for rows of no clinic.
   */
  public boolean sees(@Nullable UUID rowClinicId) {
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
   * Returns the clinic a request is about: the caller's own, or the one asked for.
   *
   * @param asked the request's {@code clinic}, or null
   * @param otherwise the clinic of a caller of the installation that asks for none
   */
  public @Nullable UUID clinic(@Nullable UUID asked, @Nullable UUID otherwise) {
    if (clinicId == null) {
      return asked == null ? otherwise : asked;
    }
    if (asked != null && !asked.equals(clinicId)) {
      throw ProblemException.of(
          ProblemKind.FORBIDDEN,
          "This is about another clinic than yours. Leave the clinic out, or use a key or a role of that one.");
    }
    return clinicId;
  }
}
