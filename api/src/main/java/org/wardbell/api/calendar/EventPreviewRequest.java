package org.wardbell.api.calendar;

import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** An event to be shown without being written. */
record EventPreviewRequest(
    @Schema(description = "What events would say; without it, what counts now.")
        @Nullable EventStyleRequest style,
    @Schema(description = "With this calendar's guests, and its style if none is given.")
        @Nullable String calendarId,
    @Schema(description = "The event of this appointment; without it, of a made-up one.")
        @Nullable String appointmentId) {}
