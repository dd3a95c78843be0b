package org.wardbell.workflows.webhook;

import org.jspecify.annotations.Nullable;

/**
 * The protection of a receiver from us, and of us from a receiver.
 *
 * @param concurrency requests under way at once in each worker process, 1-64
 * @param rate limit over all workers, or null for none
 * @param circuitBreaker whether deliveries wait while the receiver fails again and again
 * @param autoDisable whether a receiver that is gone or fails for days is disabled
 * @param ordered whether deliveries of one subject keep the order of their events
 */
public record Protection(
    int concurrency,
    @Nullable Rate rate,
    boolean circuitBreaker,
    boolean autoDisable,
    boolean ordered) {
  /** Requests under way at once, unless the webhook says otherwise. */
  public static final int DEFAULT_CONCURRENCY = 8;

  /** The default. */
  public static final Protection STANDARD =
      new Protection(DEFAULT_CONCURRENCY, null, true, true, false);
}
