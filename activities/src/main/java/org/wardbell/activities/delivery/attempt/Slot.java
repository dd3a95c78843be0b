package org.wardbell.activities.delivery.attempt;

import java.time.Duration;
import java.util.UUID;

/** The right to have one request to a webhook under way. */
final class Slot {
  private final UUID webhookId;
  private final Duration timeout;
  private final long startedAt = System.nanoTime();

  /**
   * @param timeout after which the request ends at the latest
   */
  Slot(UUID webhookId, Duration timeout) {
    this.webhookId = webhookId;
    this.timeout = timeout;
  }

  UUID webhookId() {
    return webhookId;
  }

  /** For how long it has been held, in nanoseconds. */
  long age() {
    return System.nanoTime() - startedAt;
  }

  /** For how long it may still be held; never negative. */
  Duration left() {
    Duration left = timeout.minusNanos(age());
    return left.isNegative() ? Duration.ZERO : left;
  }
}
