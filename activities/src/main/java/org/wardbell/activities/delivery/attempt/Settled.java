package org.wardbell.activities.delivery.attempt;

import java.time.Duration;
import org.wardbell.workflows.delivery.DeliveryStatus;

/** What became of a claim. */
public sealed interface Settled {
  /** The delivery is final. */
  record Ended(DeliveryStatus status) implements Settled {}

  /** It will be tried again after this wait. */
  record Waits(Duration delay, int ordinal, int attempts, String code) implements Settled {}

  /** Nothing was sent: every slot was taken. The delivery is parked. */
  record NoSlot() implements Settled {}
}
