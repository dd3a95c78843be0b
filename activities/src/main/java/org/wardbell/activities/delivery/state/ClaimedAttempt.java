package org.wardbell.activities.delivery.state;

import java.time.Duration;
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
 * @param usableUntil the moment of {@link System#nanoTime} after which the first byte must not
 *     leave
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

  /**
   * Of the lease's margin of 10 s this much may pass before the request begins; the rest is for the
   * journal. A process that was paused for longer gives its claim back instead of sending beside
   * whoever took over.
   */
  private static final Duration UNUSED = Duration.ofSeconds(7);

  /** To be asked before the lease's beginning is read from the database. */
  public static long usableUntilFromNow() {
    return System.nanoTime() + UNUSED.toNanos();
  }

  public boolean isTooOld() {
    return System.nanoTime() - usableUntil > 0;
  }
}
