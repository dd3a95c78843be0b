package org.wardbell.api.calendar;

import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** The calendar that is chosen of an account's. */
@Schema(name = "CalendarChoice")
record ChoiceRequest(
    @Schema(
            description = "One of the connection's calendars.",
            example = "doctor@clinic.example",
            requiredMode = Schema.RequiredMode.REQUIRED)
        @Nullable String googleCalendarId) {}
