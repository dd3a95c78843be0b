package org.wardbell.api.access;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.wardbell.activities.audit.AuditOrigin;
import org.wardbell.activities.clinic.Role;
import org.wardbell.activities.person.Grant;
import org.wardbell.activities.person.Person;
import org.wardbell.api.problem.ProblemException;
import org.wardbell.api.problem.ProblemKind;

/**
 * A person who signed in; controller methods of a person's own affairs take one as a parameter.
 *
 * @param sessionId the session's, which is no secret without its signature
 * @param csrfToken what requests that change something have to carry
 */
public record SignedIn(Person person, String sessionId, String csrfToken) {
  /** The header by which a person with several roles says for which clinic a request is. */
  public static final String CLINIC_HEADER = "Wardbell-Clinic";

  /** Returns who it is, for the audit trail. */
  public AuditOrigin origin() {
    return origin(null);
  }

  private AuditOrigin origin(@Nullable Role role) {
    return new AuditOrigin(
        "person/" + person.id(),
        person.properties().name(),
        role == null ? null : role.name(),
        null,
        null);
  }

  /**
   * Returns this person as the caller of a request.
   *
   * @param clinic the clinic that the request is for, or null if it does not say
   * @param clinics asked about a clinic that the person has no role in but through the installation
   * @throws ProblemException 403 if the person has no role there, or has several and does not say
   *     which
   */
  public Caller caller(@Nullable UUID clinic, KnownClinics clinics) {
    if (clinic != null) {
      return in(clinic, roleIn(clinic, clinics));
    }
    List<Grant> grants = person.grants();
    if (grants.isEmpty()) {
      throw ProblemException.of(
          ProblemKind.FORBIDDEN, "You have no role anywhere. An administrator can give you one.");
    }
    Grant first = grants.getFirst();
    if (first.clinicId() != null && grants.size() > 1) {
      throw ProblemException.of(
          ProblemKind.FORBIDDEN,
          "You have roles in several clinics. Say in the header "
              + CLINIC_HEADER
              + " for which one this is; GET /api/v1/session lists them.");
    }
    return in(first.clinicId(), first.role());
  }

  /** An id that is no clinic's would let its rows in where nobody sees them. */
  private Role roleIn(UUID clinic, KnownClinics clinics) {
    return person
        .roleIn(clinic)
        .filter(_ -> person.isIn(clinic) || clinics.exists(clinic))
        .orElseThrow(
            () ->
                ProblemException.of(
                    ProblemKind.FORBIDDEN,
                    "You have no role in the clinic that " + CLINIC_HEADER + " names."));
  }

  private Caller in(@Nullable UUID clinic, Role role) {
    return new Caller(person.id(), true, clinic, role, origin(role));
  }

  /** Hides the session. */
  @Override
  public String toString() {
    return "SignedIn[" + person.id() + "]";
  }
}
