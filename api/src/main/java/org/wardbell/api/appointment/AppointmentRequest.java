package org.wardbell.api.appointment;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An appointment to be booked, or what it is to become. */
public record AppointmentRequest(
    @Schema(
            description =
                "The clinic's own id of the doctor, or ours. The first mention makes the doctor.",
            example = "17",
            requiredMode = Schema.RequiredMode.REQUIRED)
        @Nullable String doctorId,
    @Schema(description = "What is new about the doctor.") @Nullable DoctorRequest doctor,
    @Schema(requiredMode = Schema.RequiredMode.REQUIRED) @Nullable PatientRequest patient,
    @Schema(
            description = "RFC 3339 with its offset; whole seconds.",
            example = "2026-11-30T09:00:00+01:00",
            format = "date-time",
            requiredMode = Schema.RequiredMode.REQUIRED)
        @Nullable String start,
    @Schema(
            description = "After the start, by at most 24 hours.",
            example = "2026-11-30T09:30:00+01:00",
            format = "date-time",
            requiredMode = Schema.RequiredMode.REQUIRED)
        @Nullable String end,
    @Schema(
            description = "IANA time zone in which the time was agreed.",
            example = "Europe/Berlin",
            requiredMode = Schema.RequiredMode.REQUIRED)
        @Nullable String timeZone,
    @Schema(description = "At most 50 names.") @Nullable List<@Nullable String> services,
    @Schema(description = "At most 4,000 characters; never in a calendar.")
        @Nullable String description,
    @Schema(
            description =
                "The clinic's own id of the appointment, unique in the clinic. Only when booking.")
        @Nullable String externalId,
    @Schema(description = "Only with a key of the installation; otherwise the key's own.")
        @Nullable String clinic) {

  /** The doctor of an appointment. */
  @Schema(name = "AppointmentDoctorRequest")
  public record DoctorRequest(
      @Nullable String name, @Nullable String email, @Nullable String contactNumber) {}

  /** The patient of an appointment. */
  @Schema(name = "AppointmentPatientRequest")
  public record PatientRequest(
      @Schema(requiredMode = Schema.RequiredMode.REQUIRED) @Nullable String id,
      @Nullable String name,
      @Nullable String email,
      @Nullable String contactNumber) {
    @Override
    public String toString() {
      return "PatientRequest[hidden]";
    }
  }
}
