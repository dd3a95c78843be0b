package org.wardbell.workflows.delivery;

import java.time.Duration;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The step that follows an attempt: the delivery has ended, or there is another try after a wait.
 */
public sealed interface NextStep {
  /** The delivery is final. */
  record Ended(DeliveryStatus status) implements NextStep {}

  /** Another attempt after this wait. */
  record TryAgain(Duration delay) implements NextStep {}

  /**
   * Decides on the step.
   *
   * @param ordinal the attempt that was made, from 1
   * @param retryAfter the wait that the receiver asked for; honoured between our own wait and 24
   *     hours
   */
  static NextStep after(
      AttemptOutcome outcome,
      int ordinal,
      RetrySchedule schedule,
      UUID deliveryId,
      @Nullable Duration retryAfter) {
    return switch (outcome) {
      case DELIVERED -> new Ended(DeliveryStatus.DELIVERED);
      case REFUSED -> new Ended(DeliveryStatus.REFUSED);
      case GONE -> new Ended(DeliveryStatus.GONE);
      case FAILED, BLOCKED, TIMEOUT, CONNECT, TLS, PROTOCOL, LOST -> {
        if (ordinal >= schedule.attempts()) {
          yield new Ended(DeliveryStatus.EXHAUSTED);
        }
        yield new TryAgain(schedule.delayBefore(ordinal + 1, deliveryId, retryAfter));
      }
    };
  }
}
