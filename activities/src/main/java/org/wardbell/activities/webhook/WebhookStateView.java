package org.wardbell.activities.webhook;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How a webhook's receiver does, for people.
 *
 * @param consecutiveFailures attempts that failed since the last success
 * @param failingSince when the first of these ended
 * @param lastSuccess as far as one was worth remembering: a healthy webhook's are only counted
 * @param blockedUntil until when its receiver asked to be left alone; may have passed
 * @param circuitOpen whether its deliveries wait and only probes are sent
 * @param nextProbe when the next probe may go, while the circuit is open
 */
public record WebhookStateView(
    int consecutiveFailures,
    @Nullable Instant failingSince,
    @Nullable Instant lastSuccess,
    @Nullable Instant blockedUntil,
    boolean circuitOpen,
    @Nullable Instant nextProbe) {
  /** Of a webhook that nothing was sent to yet. */
  public static final WebhookStateView NEW = new WebhookStateView(0, null, null, null, false, null);
}
