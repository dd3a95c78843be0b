package org.wardbell.api.appointment;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.wardbell.activities.appointment.Doctor;
import org.wardbell.api.change.Revised;
import org.wardbell.workflows.appointment.Appointment;
import org.wardbell.workflows.appointment.Patient;

/** An appointment as it is shown; who and what for only to whoever asks for it. */
@Schema(name = "Appointment")
public record AppointmentView(
    UUID id,
    UUID clinic,
    String doctorId,
    @Nullable String externalId,
    @Schema(
            allowableValues = {
              "PENDING",
              "BOOKED",
              "ARRIVED",
              "CHECKED_IN",
              "CHECKED_OUT",
              "CANCELLED",
              "INCOMPLETE",
              "NO_SHOW"
            })
        String status,
    int kivicareStatus,
    int version,
    OffsetDateTime start,
    OffsetDateTime end,
    String timeZone,
    @Schema(
            description = "The patient's own answer to the invitation.",
            allowableValues = {"needs_action", "declined", "tentative", "accepted"})
        @Nullable String rsvp,
    @Nullable SyncView sync,
    Instant createdAt,
    Instant updatedAt,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable DataView data)
    implements Revised {

  @Override
  public String revision() {
    return Integer.toString(version);
  }

  /** The result of the last change in the calendar. */
  @Schema(name = "AppointmentSync")
  public record SyncView(
      @Schema(allowableValues = {"updated", "reverted", "cancelled", "unlinked", "refused"})
          String result,
      @Schema(
              description =
                  "Why the calendar refused to show the appointment as it is, such as"
                      + " google_403_forbiddenForNonOrganizer; null otherwise.")
          @Nullable String code,
      Instant at,
      @Schema(allowableValues = {"google", "api", "user"}) String source) {}

  /** The patient, and the reason of the appointment. */
  @Schema(name = "AppointmentData")
  public record DataView(
      PatientView patient,
      List<String> services,
      @Nullable String description,
      @Schema(
              description =
                  "The address of the video meeting, once Google has made it. It lets in whoever"
                      + " has it.")
          @Nullable String meetingLink) {}

  /** Whom it is for. */
  @Schema(name = "AppointmentPatient")
  public record PatientView(
      String id, @Nullable String name, @Nullable String email, @Nullable String contactNumber) {}

  static AppointmentView of(Appointment appointment, Doctor doctor, boolean withData) {
    ZoneId zone = appointment.zone();
    Appointment.Sync sync = appointment.sync();
    return new AppointmentView(
        appointment.id(),
        appointment.clinicId(),
        doctor.externalId(),
        appointment.externalId(),
        appointment.status().name(),
        appointment.status().kivicareNumber(),
        appointment.version(),
        appointment.slot().start().atZone(zone).toOffsetDateTime(),
        appointment.slot().end().atZone(zone).toOffsetDateTime(),
        zone.getId(),
        lower(appointment.rsvp()),
        sync == null
            ? null
            : new SyncView(word(sync.result()), sync.code(), sync.at(), word(sync.source())),
        appointment.createdAt(),
        appointment.updatedAt(),
        withData ? data(appointment) : null);
  }

  private static DataView data(Appointment appointment) {
    Patient patient = appointment.patient();
    return new DataView(
        new PatientView(patient.id(), patient.name(), patient.email(), patient.contactNumber()),
        appointment.services(),
        appointment.description(),
        appointment.meetingLink());
  }

  private static @Nullable String lower(@Nullable Enum<?> value) {
    return value == null ? null : word(value);
  }

  private static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}
