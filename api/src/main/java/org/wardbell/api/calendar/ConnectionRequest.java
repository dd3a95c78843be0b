package org.wardbell.api.calendar;

import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A doctor's calendar that is to be connected by consent. */
@Schema(name = "CalendarConnectionRequest")
public record ConnectionRequest(
    @Schema(
            description = "The clinic's own id of the doctor, or ours.",
            example = "17",
            requiredMode = Schema.RequiredMode.REQUIRED)
        @Nullable String doctorId,
    @Schema(
            description =
                "The calendar to be connected. Without it: the one that the doctor has connected"
                    + " already, else the account's primary calendar.",
            example = "doctor@clinic.example")
        @Nullable String googleCalendarId,
    @Schema(
            description =
                "Whether one of the account's calendars is chosen after the consent, by POST"
                    + " …/choose. A doctor whose calendar is connected already keeps it.",
            defaultValue = "false")
        @Nullable Boolean choose,
    @Schema(
            description =
                "What a deleted event does to its appointment. Without deletion, guests and meet, a"
                    + " calendar that is connected again keeps its own.",
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
    @Schema(description = "Only with a key of the installation; otherwise the key's own.")
        @Nullable String clinic) {}
