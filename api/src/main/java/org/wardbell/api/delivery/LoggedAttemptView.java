package org.wardbell.api.delivery;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.wardbell.activities.delivery.query.KeptAttempt;
import org.wardbell.activities.delivery.query.LoggedAttempt;
import org.wardbell.activities.http.AttemptTimings;
import org.wardbell.api.access.Caller;
import org.wardbell.workflows.delivery.AttemptOutcome;
import org.wardbell.workflows.delivery.DeliveryStatus;
import org.wardbell.workflows.delivery.OutcomeAdvice;

/** One request in the execution log. */
@Schema(name = "LoggedAttempt")
record LoggedAttemptView(
    @Schema(
            description =
                "Counts the attempts of the installation, so only its callers see it. For everybody delivery_id and number"
                    + " name an attempt.")
        @Nullable Long id,
    UUID clinicId,
    UUID webhookId,
    @Schema(description = DeliveryView.WEBHOOK_NAME, example = "CRM") @Nullable String webhookName,
    UUID deliveryId,
    UUID eventId,
    @Nullable String eventType,
    @Schema(description = "Of its delivery, as it is now.") DeliveryStatus deliveryStatus,
    @Schema(description = "1 for the delivery's first.") int number,
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
    @Nullable Instant nextAttemptAt) {
  /** Returns it as a caller sees it: a clinic is not told how much the others send. */
  static LoggedAttemptView of(LoggedAttempt logged, Caller caller) {
    KeptAttempt attempt = logged.attempt();
    return new LoggedAttemptView(
        caller.isInstallation() ? logged.number() : null,
        logged.clinicId(),
        logged.webhookId(),
        logged.webhookName(),
        logged.deliveryId(),
        logged.eventId(),
        logged.eventType(),
        logged.status(),
        attempt.ordinal(),
        attempt.trigger(),
        attempt.lane(),
        attempt.webhookVersion(),
        attempt.startedAt(),
        attempt.finishedAt(),
        attempt.outcome(),
        attempt.code(),
        attempt.code() == null ? null : OutcomeAdvice.of(attempt.code(), null),
        attempt.httpStatus(),
        attempt.address(),
        attempt.timings(),
        attempt.nextAttemptAt());
  }
}
