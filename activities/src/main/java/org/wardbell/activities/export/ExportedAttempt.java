package org.wardbell.activities.export;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.wardbell.activities.delivery.query.KeptAttempt;
import org.wardbell.activities.delivery.query.LoggedAttempt;
import org.wardbell.activities.http.AttemptTimings;
import org.wardbell.workflows.delivery.AttemptOutcome;
import org.wardbell.workflows.delivery.DeliveryStatus;
import org.wardbell.workflows.delivery.OutcomeAdvice;

/**
 * An attempt as a file has it: what the list of attempts shows, under the same names.
 *
 * @param id counts the attempts of the installation; null in a file about one clinic, which is not
 *     told how much the others send
 * @param number 1 for the delivery's first
 */
record ExportedAttempt(
    @Nullable Long id,
    UUID clinicId,
    UUID webhookId,
    @Nullable String webhookName,
    UUID deliveryId,
    UUID eventId,
    @Nullable String eventType,
    DeliveryStatus deliveryStatus,
    int number,
    String trigger,
    String lane,
    int webhookVersion,
    Instant startedAt,
    @Nullable Instant finishedAt,
    @Nullable AttemptOutcome outcome,
    @Nullable String code,
    @Nullable String advice,
    @Nullable Integer httpStatus,
    @Nullable String address,
    @Nullable AttemptTimings timings,
    @Nullable Instant nextAttemptAt) {
  static ExportedAttempt of(LoggedAttempt logged, boolean ofAllClinics) {
    KeptAttempt attempt = logged.attempt();
    return new ExportedAttempt(
        ofAllClinics ? logged.number() : null,
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
