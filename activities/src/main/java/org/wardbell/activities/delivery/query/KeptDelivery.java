package org.wardbell.activities.delivery.query;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.wardbell.workflows.delivery.AttemptOutcome;
import org.wardbell.workflows.delivery.DeliveryStatus;

/**
 * A delivery as lists show it.
 *
 * @param number counts deliveries; lists page by it
 * @param eventType null if the event is there no more
 * @param webhookName as it is now, or was when the webhook was deleted; null if not even its row is
 *     there
 * @param repetition 0 for the original, then counting resends and replays
 * @param originalDeliveryId the delivery that a resend or replay repeats, or null
 * @param replayId the job that made it, or null
 * @param parkedReason why it waits for its webhook, while it is PARKED
 * @param attempts requests so far, one under way included
 * @param nextAttemptAt when the next one is due, or null
 * @param cancelRequested whether it ends after the request that is under way
 * @param lastOutcome of the last finished attempt, or null
 * @param lastCode of the last finished attempt, or null
 */
public record KeptDelivery(
    UUID id,
    long number,
    UUID clinicId,
    UUID eventId,
    @Nullable String eventType,
    UUID webhookId,
    @Nullable String webhookName,
    @Nullable String subject,
    int repetition,
    String trigger,
    @Nullable UUID originalDeliveryId,
    @Nullable UUID replayId,
    DeliveryStatus status,
    @Nullable String parkedReason,
    int attempts,
    @Nullable Instant nextAttemptAt,
    boolean cancelRequested,
    @Nullable AttemptOutcome lastOutcome,
    @Nullable String lastCode,
    Instant createdAt,
    @Nullable Instant finishedAt) {}
