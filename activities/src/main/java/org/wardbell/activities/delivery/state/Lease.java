package org.wardbell.activities.delivery.state;

import java.time.Duration;
import java.time.Instant;

/** The time for which an attempt holds its delivery: nobody else sends for it until then. */
public final class Lease {
  /** Beyond the webhook's timeout, for the wait for a slot, the journal and a slow clock. */
  private static final Duration MARGIN = Duration.ofSeconds(10);

  private Lease() {}

  /** Returns when the lease of an attempt that begins now ends. */
  public static Instant end(Instant now, int timeoutSeconds) {
    return now.plusSeconds(timeoutSeconds).plus(MARGIN);
  }
}
