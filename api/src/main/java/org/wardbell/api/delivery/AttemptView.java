package org.wardbell.api.delivery;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.wardbell.activities.delivery.query.KeptAttempt;
import org.wardbell.activities.http.AttemptTimings;
import org.wardbell.workflows.delivery.AttemptOutcome;
import org.wardbell.workflows.delivery.OutcomeAdvice;
import org.wardbell.workflows.webhook.WebhookSettings;

/** One request as it is shown. */
@Schema(name = "Attempt")
record AttemptView(
    @Schema(description = "1 for the first.") int number,
    @Schema(allowableValues = {"schedule", "resend", "replay"}) String trigger,
    @Schema(
            description = "How it was sent.",
            allowableValues = {"EXPRESS", "REGULAR", "DRAIN"})
        String lane,
    @Schema(description = "The webhook's version it was sent with.") int webhookVersion,
    Instant startedAt,
    @Schema(description = "Absent while it is under way.") @Nullable Instant finishedAt,
    @Nullable AttemptOutcome outcome,
    @Schema(example = "http_503") @Nullable String code,
    @Schema(description = "What the code means and what to do about it.") @Nullable String advice,
    @Nullable Integer httpStatus,
    @Schema(description = "The address that was connected.") @Nullable String address,
    @Schema(description = "In microseconds; a part that did not happen is absent.")
        @Nullable AttemptTimings timings,
    @Nullable Instant nextAttemptAt,
    @Schema(description = "Only with include=response.") @Nullable ResponseView response) {
  /**
   * @param settings of the webhook as it is now, or null if they are not known any more
   */
  static AttemptView of(KeptAttempt attempt, @Nullable WebhookSettings settings) {
    return new AttemptView(
        attempt.ordinal(),
        attempt.trigger(),
        attempt.lane(),
        attempt.webhookVersion(),
        attempt.startedAt(),
        attempt.finishedAt(),
        attempt.outcome(),
        attempt.code(),
        attempt.code() == null ? null : OutcomeAdvice.ofDelivery(attempt.code(), settings),
        attempt.httpStatus(),
        attempt.address(),
        attempt.timings(),
        attempt.nextAttemptAt(),
        attempt.response() == null ? null : ResponseView.of(attempt.response()));
  }
}
