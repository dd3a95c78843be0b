package org.wardbell.api.page;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.wardbell.activities.clinic.ClinicStore;
import org.wardbell.activities.event.EventQuery;
import org.wardbell.api.access.Caller;
import org.wardbell.api.problem.FieldProblem;
import org.wardbell.api.problem.ProblemException;

/**
 * The filter of lists by subject. Rows are found by its fingerprint, which is made with the key of
 * one clinic: so it needs one.
 */
@Component
public final class SubjectFilter {
  private static final String CLINIC = "clinic_id";

  private final EventQuery events;
  private final ClinicStore clinics;

  SubjectFilter(EventQuery events, ClinicStore clinics) {
    this.events = events;
    this.clinics = clinics;
  }

  /**
   * Returns the fingerprint to look for, or null if the request asks for no subject.
   *
   * @param asked the request's {@code clinic_id}, or null
   * @throws ProblemException 422 if a key of the installation names no clinic, or one that does not
   *     exist
   */
  public byte @Nullable [] of(Caller caller, @Nullable UUID asked, @Nullable String subject) {
    if (subject == null) {
      return null;
    }
    UUID clinic = caller.clinic(asked, null);
    if (clinic == null) {
      throw invalid(
          "is missing", "Name the clinic: a subject is compared with a key of its clinic.");
    }
    if (caller.isInstallation() && clinics.find(clinic).isEmpty()) {
      throw invalid(
          "is not the id of a clinic",
          "Use the id of one that there is (GET /api/v1/clinics lists them).");
    }
    return events.subjectFingerprint(clinic, subject);
  }

  private static ProblemException invalid(String message, String advice) {
    return ProblemException.invalid(List.of(new FieldProblem(CLINIC, message, advice)));
  }
}
