package org.wardbell.activities.delivery.state;

import java.util.UUID;
import org.wardbell.activities.event.EventFacts;
import org.wardbell.activities.request.RenderedBody;
import org.wardbell.activities.webhook.KeptWebhook;

/**
 * The right to send once: its row is committed with a lease, and nobody else sends for this
 * delivery until the lease ends.
 *
 * @param ordinal the attempt's number, from 1
 * @param trigger why it is made, as it is stored with the attempt
 * @param troubled whether the webhook's state has failures to forget on a success
 * @param usableUntil see {@link ClaimClock}
 */
public record ClaimedAttempt(
    UUID deliveryId,
    int ordinal,
    String trigger,
    Lane lane,
    EventFacts event,
    KeptWebhook webhook,
    RenderedBody body,
    boolean troubled,
    long usableUntil) {
  /** Returns whether so much time has passed since the claim that somebody else may have it. */
  public boolean isTooOld() {
    return ClaimClock.isOver(usableUntil);
  }
}
