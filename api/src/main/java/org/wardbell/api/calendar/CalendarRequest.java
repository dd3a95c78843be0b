package org.wardbell.api.calendar;

import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A calendar to be connected. */
record CalendarRequest(
    @Schema(
            description = "The clinic's own id of the doctor, or ours.",
            example = "17",
            requiredMode = Schema.RequiredMode.REQUIRED)
        @Nullable String doctorId,
    @Schema(
            description = "Usually the doctor's address.",
            example = "doctor@clinic.example",
            requiredMode = Schema.RequiredMode.REQUIRED)
        @Nullable String googleCalendarId,
    @Schema(
            description =
                "From the doctor's consent to our OAuth client; kept encrypted, never shown. Required without delegated_to.")
        @Nullable String refreshToken,
    @Schema(
            description =
                "Instead of a refresh token: the address of the account as which the installation's service account works, by domain-wide delegation. For callers of the installation.")
        @Nullable String delegatedTo,
    @Schema(
            description = "What a deleted event does to its appointment.",
            allowableValues = {"cancel", "unlink"},
            defaultValue = "cancel")
        @Nullable String deletion,
    @Schema(
            description = "Who is invited to events; patient also records their answers.",
            allowableValues = {"none", "patient"},
            defaultValue = "none")
        @Nullable String guests,
    @Schema(description = "Whether Google makes a video link.", defaultValue = "false")
        @Nullable Boolean meet,
    @Schema(
            description =
                "True lets it receive the doctor's new appointments instead of another calendar; otherwise it does if it is the doctor's only one.",
            defaultValue = "false")
        @Nullable Boolean receivesAppointments,
    @Schema(description = "Only with a key of the installation; otherwise the key's own.")
        @Nullable String clinic) {
  @Override
  public String toString() {
    return "CalendarRequest[hidden]";
  }
}
