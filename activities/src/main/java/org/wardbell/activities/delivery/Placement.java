package org.wardbell.activities.delivery;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.wardbell.workflows.delivery.DeliveryStatus;

/** Where a new delivery goes first. */
enum Placement {
  EXPRESS(DeliveryStatus.SENDING, Owner.EVENT, null),
  REGULAR(DeliveryStatus.PENDING, Owner.EVENT, null),
  PAUSED(DeliveryStatus.PARKED, Owner.WEBHOOK, ParkedReason.PAUSED),
  LIMITED(DeliveryStatus.PARKED, Owner.WEBHOOK, ParkedReason.LIMITED),
  /** Nothing can be sent for this event: it is final from the beginning, and nobody's. */
  UNSENDABLE(DeliveryStatus.REFUSED, null, null);

  private final DeliveryStatus status;
  private final @Nullable Owner owner;
  private final @Nullable ParkedReason reason;

  Placement(DeliveryStatus status, @Nullable Owner owner, @Nullable ParkedReason reason) {
    this.status = status;
    this.owner = owner;
    this.reason = reason;
  }

  DeliveryStatus status() {
    return status;
  }

  @Nullable String ownerStored() {
    return owner == null ? null : owner.stored;
  }

  @Nullable String reasonStored() {
    return reason == null ? null : reason.stored;
  }

  static Placement of(WebhookCondition condition, Instant now, RenderedBody body) {
    if (body.problem() != null) {
      return UNSENDABLE;
    }
    ParkedReason obstacle = condition.obstacle(now);
    if (obstacle != null) {
      return obstacle == ParkedReason.PAUSED ? PAUSED : LIMITED;
    }
    return condition.caution() > 0 ? REGULAR : EXPRESS;
  }
}
