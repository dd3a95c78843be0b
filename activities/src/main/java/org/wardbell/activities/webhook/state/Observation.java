package org.wardbell.activities.webhook.state;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.wardbell.workflows.delivery.AttemptOutcome;
import org.wardbell.workflows.delivery.NextStep;

/**
 * The outcome of one attempt, as far as it says something about the webhook's receiver.
 *
 * @param code as it is stored with the attempt, for example {@code http_503}
 * @param httpStatus of the answer, or null without one
 * @param retryAfter the pause that the receiver asked for, or null
 * @param totalMicros of the whole attempt
 * @param next what follows for the delivery
 * @param circuitBreaker whether the webhook wants to be protected by a circuit
 * @param drained whether the delivery came from the parked ones, as each probe does
 */
public record Observation(
    AttemptOutcome outcome,
    String code,
    @Nullable Integer httpStatus,
    @Nullable Duration retryAfter,
    long totalMicros,
    NextStep next,
    boolean circuitBreaker,
    boolean drained) {

  /** A slower answer makes the webhook wait in the regular lane, where it holds up nobody. */
  private static final int SLOW_MICROS = 1_000_000;

  /** Returns whether the receiver took the delivery. */
  public boolean delivered() {
    return outcome == AttemptOutcome.DELIVERED;
  }

  /** Returns whether the attempt took too long for the express lane. */
  public boolean slow() {
    return totalMicros > SLOW_MICROS;
  }
}
