package org.wardbell.api.appointment;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.wardbell.api.problem.FieldChecks;
import org.wardbell.api.problem.ProblemException;
import org.wardbell.workflows.appointment.AppointmentStatus;

/** The status that an appointment is to get: one of the two fields. */
record AppointmentStatusRequest(
    @Schema(
            description =
                "Ours, or a name of KiviCare's (cancelled, booked, pending, check-out, check-in) or FHIR's (fulfilled, noshow).",
            example = "CHECKED_IN")
        @Nullable String status,
    @Schema(
            description =
                "KiviCare's number: 0 cancelled, 1 booked, 2 pending, 3 check-out, 4 check-in.",
            minimum = "0",
            maximum = "4")
        @Nullable Integer kivicareStatus) {

  /**
   * Returns the status.
   *
   * @throws ProblemException 422 if there is none, or the two do not mean the same
   */
  AppointmentStatus checked() {
    FieldChecks checks = new FieldChecks();
    AppointmentStatus named = AppointmentChecks.status("status", status, checks);
    AppointmentStatus numbered =
        AppointmentChecks.status(
            "kivicare_status", kivicareStatus == null ? null : kivicareStatus.toString(), checks);
    checks.orThrow();
    if (named != null && numbered != null && named.kivicareNumber() != numbered.kivicareNumber()) {
      throw ProblemException.invalid(
          "kivicare_status", "is not the number of status", "Leave one of the two out.");
    }
    if (named == null && numbered == null) {
      throw ProblemException.invalid(
          "status", "is missing", "Give status, or kivicare_status with KiviCare's number.");
    }
    return named == null ? Objects.requireNonNull(numbered) : named;
  }
}
