package org.wardbell.activities.delivery.attempt;

import java.time.Duration;
import org.wardbell.workflows.delivery.DeliveryStatus;

/** The result of a claim: its delivery ended, will be tried again, or got no slot. */
public sealed interface SendResult {
  /** The delivery is final. */
  record Final(DeliveryStatus status) implements SendResult {}

  /** It will be tried again after this wait. */
  record Retry(Duration delay, int ordinal, int attempts, String code) implements SendResult {}

  /** Nothing was sent: every slot was taken. The delivery is parked. */
  record NoSlot() implements SendResult {}
}
