package org.wardbell.api.logjob;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.wardbell.api.delivery.StatusWords;
import org.wardbell.workflows.delivery.AttemptOutcome;

/** A request for a job on deliveries: which ones. At least one filter besides the clinic. */
@Schema(name = "DeliverySelectionRequest")
record DeliverySelectionRequest(
    @Schema(description = "The key's own clinic; a key of the installation has to name one.")
        @Nullable String clinicId,
    @Schema(description = "Only of this webhook.") @Nullable String webhookId,
    @Schema(description = "Only of this event.") @Nullable String eventId,
    @Schema(description = "Only these deliveries, 1 to 500.") @Nullable List<@Nullable String> ids,
    @Schema(description = "Only of this subject, byte for byte.") @Nullable String subject,
    @Schema(description = StatusWords.DESCRIPTION, example = StatusWords.EXAMPLE)
        @Nullable String status,
    @Schema(description = "Only of events of this type.") @Nullable String eventType,
    @Schema(description = "Only those whose last attempt ended so.")
        @Nullable AttemptOutcome outcome,
    @Schema(description = "Only those whose last attempt has this code.") @Nullable String code,
    @Schema(description = "Only those that came about so: live, resend or replay.")
        @Nullable String trigger,
    @Schema(description = "Made at this moment or later, RFC 3339.", format = "date-time")
        @Nullable String from,
    @Schema(
            description = "Made before this moment, RFC 3339.",
            example = "2020-01-01T00:00:00Z",
            format = "date-time")
        @Nullable String to,
    @Schema(description = "Ended at this moment or later, RFC 3339.", format = "date-time")
        @Nullable String endedFrom,
    @Schema(description = "Ended before this moment, RFC 3339.", format = "date-time")
        @Nullable String endedTo) {
  RequestedSelection.Fields fields() {
    return new RequestedSelection.Fields(
        webhookId, eventId, null, ids, subject, status, eventType, outcome, code, trigger, from, to,
        endedFrom, endedTo);
  }
}
