package org.wardbell.activities.delivery;

import org.jspecify.annotations.Nullable;
import org.wardbell.workflows.delivery.DeliveryStatus;

/** Where a new delivery goes first. */
enum Placement {
  EXPRESS(DeliveryStatus.SENDING, Owner.EVENT, null),
  REGULAR(DeliveryStatus.PENDING, Owner.EVENT, null),
  PAUSED(DeliveryStatus.PARKED, Owner.WEBHOOK, ParkedReason.PAUSED),
  LIMITED(DeliveryStatus.PARKED, Owner.WEBHOOK, ParkedReason.LIMITED);

  private final DeliveryStatus status;
  private final Owner owner;
  private final @Nullable ParkedReason reason;

  Placement(DeliveryStatus status, Owner owner, @Nullable ParkedReason reason) {
    this.status = status;
    this.owner = owner;
    this.reason = reason;
  }

  DeliveryStatus status() {
    return status;
  }

  Owner owner() {
    return owner;
  }

  @Nullable String reasonStored() {
    return reason == null ? null : reason.stored;
  }

  static Placement of(WebhookCondition condition, java.time.Instant now) {
    ParkedReason obstacle = condition.obstacle(now);
    if (obstacle != null) {
      return obstacle == ParkedReason.PAUSED ? PAUSED : LIMITED;
    }
    return condition.caution() > 0 ? REGULAR : EXPRESS;
  }
}
