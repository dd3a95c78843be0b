package org.wardbell.api.clinic;

import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.wardbell.activities.clinic.ClinicFacts;
import org.wardbell.activities.clinic.ClinicStore;
import org.wardbell.api.access.Caller;
import org.wardbell.api.access.KnownClinics;
import org.wardbell.api.problem.FieldChecks;
import org.wardbell.api.problem.ProblemException;
import org.wardbell.api.problem.ProblemKind;

/**
 * The choice of the clinic that a new row belongs to: the key's own; with a key of the installation
 * the one the request names, or the one of the first start.
 */
@Component
public final class RequestedClinic {
  private final ClinicStore clinics;
  private final KnownClinics known;
  private volatile @Nullable UUID defaultId;

  RequestedClinic(ClinicStore clinics, KnownClinics known) {
    this.clinics = clinics;
    this.known = known;
  }

  /**
   * Returns the clinic of the row that this request creates.
   *
   * @param asked the request's {@code clinic} as it was sent, or null
   * @throws ProblemException 422 if there is no such clinic, 403 if the key belongs to another one
   */
  public UUID of(Caller caller, @Nullable String asked) {
    return checked(caller, asked, "clinic");
  }

  /**
   * Returns the same for a request that names its clinic in its address.
   *
   * @param asked the parameter {@code clinic_id} as it was sent, or null
   */
  public UUID ofParameter(Caller caller, @Nullable String asked) {
    return checked(caller, asked, "clinic_id");
  }

  private UUID checked(Caller caller, @Nullable String asked, String field) {
    FieldChecks checks = new FieldChecks();
    UUID clinic = of(caller, asked, field, checks);
    checks.orThrow();
    return clinic;
  }

  /**
   * Returns the clinic of an act that cannot be undone: here nothing is guessed.
   *
   * @param asked the request's {@code clinic_id} as it was sent, or null
   * @throws ProblemException 422 if a caller of the installation names none; otherwise as {@link
   *     #of(Caller, String)}
   */
  public UUID named(Caller caller, @Nullable String asked) {
    FieldChecks checks = new FieldChecks();
    UUID clinic = named(caller, asked, "Name the clinic; this cannot be undone.", checks);
    checks.orThrow();
    return clinic;
  }

  /**
   * Returns the same, for a request that collects its problems; the id is only good if {@code
   * checks} stays clean.
   *
   * @param fix what a caller of the installation hears who names none
   */
  public UUID named(Caller caller, @Nullable String asked, String fix, FieldChecks checks) {
    if (asked == null && caller.clinicId() == null) {
      checks.add("clinic_id", "is missing", fix);
    }
    return of(caller, asked, "clinic_id", checks);
  }

  /**
   * Returns the same, for a request that collects its problems; the id is only good if {@code
   * checks} stays clean.
   */
  public UUID of(Caller caller, @Nullable String asked, String field, FieldChecks checks) {
    UUID own = caller.clinicId();
    if (asked == null) {
      return own == null ? defaultId() : own;
    }
    UUID wanted = caller.clinic(checks.optionalId(field, asked), null);
    if (wanted != null && known.exists(wanted)) {
      return wanted;
    }
    if (checks.isClean()) {
      checks.add(
          field,
          "is not the id of a clinic",
          "Use the id of one that there is (GET /api/v1/clinics lists them).");
    }
    return own == null ? defaultId() : own;
  }

  /**
   * Returns the clinic in which a request gives rights, or null for the installation.
   *
   * @param installation whether they are for the installation
   * @param asked the request's {@code clinic} as it was sent, or null
   * @param refusal what a caller of one clinic hears who asks for the installation
   * @throws ProblemException 403 to such a caller; otherwise as {@link #of(Caller, String)}
   */
  public @Nullable UUID ofRights(
      Caller caller, boolean installation, @Nullable String asked, String refusal) {
    if (!installation) {
      return of(caller, asked);
    }
    if (!caller.isInstallation()) {
      throw ProblemException.of(ProblemKind.FORBIDDEN, refusal);
    }
    return null;
  }

  /**
   * Returns the clinic that a path names.
   *
   * @throws ProblemException 404 if there is no such clinic, or this caller does not see it
   */
  public UUID existing(Caller caller, String named) {
    FieldChecks checks = new FieldChecks();
    UUID id = checks.optionalId("clinic", named);
    if (id == null || !known.exists(id)) {
      throw ProblemException.notFound("clinic");
    }
    caller.requireSees(id, "clinic");
    return id;
  }

  private UUID defaultId() {
    UUID id = defaultId;
    if (id == null) {
      id =
          clinics
              .findDefault()
              .map(ClinicFacts::id)
              .orElseThrow(() -> new IllegalStateException("the first start makes this clinic"));
      defaultId = id;
    }
    return id;
  }
}
