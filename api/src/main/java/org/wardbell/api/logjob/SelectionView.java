package org.wardbell.api.logjob;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.wardbell.activities.logjob.LogSelection;
import org.wardbell.workflows.delivery.AttemptOutcome;

/** The filter of a job as it is shown; what was left out is absent. */
@Schema(name = "LogSelection")
record SelectionView(
    @Schema(description = "Only of this webhook.") @Nullable UUID webhookId,
    @Schema(description = "Only of this event.") @Nullable UUID eventId,
    @Schema(description = "Only of this delivery.") @Nullable UUID deliveryId,
    @Schema(description = "How many deliveries were named by their ids.") @Nullable Integer idCount,
    @Schema(description = "HMAC-SHA-256 of the subject with the clinic's key, in hexadecimal.")
        @Nullable String subjectFingerprint,
    @Schema(description = "Only with this status, or one of these, with commas between.")
        @Nullable String status,
    @Schema(description = "Only of events of this type.") @Nullable String eventType,
    @Schema(description = "Only those that ended so.") @Nullable AttemptOutcome outcome,
    @Schema(description = "Only with this code.") @Nullable String code,
    @Schema(description = "Only those that came about so.") @Nullable String trigger,
    @Schema(description = "Only since then.") @Nullable Instant from,
    @Schema(description = "Only before then.") @Nullable Instant to,
    @Schema(description = "Only what ended since then.") @Nullable Instant endedFrom,
    @Schema(description = "Only what ended before then.") @Nullable Instant endedTo) {
  static SelectionView of(LogSelection selection) {
    return new SelectionView(
        selection.webhookId(),
        selection.eventId(),
        selection.deliveryId(),
        selection.ids().isEmpty() ? null : selection.ids().size(),
        selection.subjectFingerprint(),
        selection.status() == null ? null : selection.status().toString(),
        selection.eventType(),
        selection.outcome(),
        selection.code(),
        selection.trigger(),
        selection.from(),
        selection.to(),
        selection.endedFrom(),
        selection.endedTo());
  }
}
