package org.wardbell.api.event;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The shape of a posted event, for the API reference; {@link EventParser} reads it. */
@Schema(name = "EventRequest")
record EventRequest(
    @Schema(
            description = "A type of the catalogue, or one of its aliases.",
            example = "appointment.booked",
            requiredMode = Schema.RequiredMode.REQUIRED)
        String type,
    @Schema(
            description = "What happened, as receivers will get it.",
            example = "{\"appointment_id\": 17, \"doctor_id\": 3, \"patient_id\": 42}",
            requiredMode = Schema.RequiredMode.REQUIRED)
        Map<String, Object> data,
    @Schema(
            description =
                "What it is about, at most 255 characters; webhooks may keep its events in order, and lists may be asked for it. Rather an id than a name.",
            example = "appointment/17")
        @Nullable String subject,
    @Schema(
            description = "When it happened, RFC 3339; now if left out.",
            example = "2026-11-22T09:30:00+01:00",
            format = "date-time")
        @Nullable String occurredAt,
    @Schema(description = "Id of the clinic; the key's own or default if left out.")
        @Nullable String clinic,
    @Schema(description = "The same as the header Idempotency-Key.", example = "booking-4711")
        @Nullable String id) {}
