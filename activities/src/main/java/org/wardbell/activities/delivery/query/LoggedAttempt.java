package org.wardbell.activities.delivery.query;

import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.wardbell.workflows.delivery.DeliveryStatus;

/**
 * An attempt in the execution log, with what it belongs to.
 *
 * @param number counts attempts; the log pages by it
 * @param webhookName as it is now, or was when the webhook was deleted; null if not even its row is
 *     there
 * @param eventType null if the event is there no more
 * @param status of its delivery, as it is now
 * @param attempt without its answer
 */
public record LoggedAttempt(
    long number,
    UUID clinicId,
    UUID webhookId,
    @Nullable String webhookName,
    UUID deliveryId,
    UUID eventId,
    @Nullable String eventType,
    DeliveryStatus status,
    KeptAttempt attempt) {}
