package org.wardbell.activities.delivery.query;

import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.wardbell.workflows.delivery.DeliveryStatus;

/**
 * An attempt in the execution log, with what it belongs to.
 *
 * @param number counts attempts; the log pages by it
 * @param eventType null if the event is there no more
 * @param status of its delivery, as it is now
 * @param attempt without its answer
 */
public record LoggedAttempt(
    long number,
    UUID clinicId,
    UUID webhookId,
    UUID deliveryId,
    UUID eventId,
    @Nullable String eventType,
    DeliveryStatus status,
    KeptAttempt attempt) {}
