package org.wardbell.activities.delivery;

import java.util.UUID;
import org.wardbell.activities.event.EventFacts;
import org.wardbell.activities.webhook.KeptWebhook;

/**
 * The right to send once: its row is committed with a lease, and nobody else sends for this delivery
 * until the lease ends.
 *
 * @param ordinal the attempt's number, from 1
 * @param troubled whether the webhook's state has failures to forget on a success
 */
record ClaimedAttempt(
    UUID deliveryId,
    int ordinal,
    Lane lane,
    EventFacts event,
    KeptWebhook webhook,
    RenderedBody body,
    boolean troubled) {}
