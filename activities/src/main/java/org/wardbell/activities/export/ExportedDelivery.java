package org.wardbell.activities.export;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.wardbell.activities.delivery.query.KeptDelivery;
import org.wardbell.workflows.delivery.AttemptOutcome;
import org.wardbell.workflows.delivery.DeliveryStatus;

/**
 * A delivery as a file has it: what the list of deliveries shows, under the same names.
 *
 * @param subject may name a patient; null if it was not asked for
 */
record ExportedDelivery(
    UUID id,
    UUID clinicId,
    UUID eventId,
    @Nullable String eventType,
    UUID webhookId,
    @Nullable String webhookName,
    @Nullable String subject,
    DeliveryStatus status,
    @Nullable String parkedReason,
    String trigger,
    int repetition,
    @Nullable UUID originalDeliveryId,
    @Nullable UUID replayId,
    int attemptCount,
    @Nullable Instant nextAttemptAt,
    boolean cancelRequested,
    @Nullable AttemptOutcome lastOutcome,
    @Nullable String lastCode,
    Instant createdAt,
    @Nullable Instant finishedAt) {
  static ExportedDelivery of(KeptDelivery delivery, boolean withSubject) {
    return new ExportedDelivery(
        delivery.id(),
        delivery.clinicId(),
        delivery.eventId(),
        delivery.eventType(),
        delivery.webhookId(),
        delivery.webhookName(),
        withSubject ? delivery.subject() : null,
        delivery.status(),
        delivery.parkedReason(),
        delivery.trigger(),
        delivery.repetition(),
        delivery.originalDeliveryId(),
        delivery.replayId(),
        delivery.attempts(),
        delivery.nextAttemptAt(),
        delivery.cancelRequested(),
        delivery.lastOutcome(),
        delivery.lastCode(),
        delivery.createdAt(),
        delivery.finishedAt());
  }
}
