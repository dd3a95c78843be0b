package org.wardbell.activities.delivery.state;

import org.jspecify.annotations.Nullable;
import org.wardbell.activities.webhook.state.ParkedReason;
import org.wardbell.workflows.delivery.DeliveryStatus;

/**
 * The place that a delivery is put at: its status, its owner and why it is parked.
 *
 * @param owner who moves it, or null if it is final
 * @param reason why it is parked, or null if it is not
 */
public record Placement(
    DeliveryStatus status, @Nullable Owner owner, @Nullable ParkedReason reason) {
  /** Sent at once, by the dispatch itself. */
  public static final Placement EXPRESS = new Placement(DeliveryStatus.SENDING, Owner.EVENT, null);

  /** Sent by an activity of its event's workflow. */
  public static final Placement REGULAR = new Placement(DeliveryStatus.PENDING, Owner.EVENT, null);

  /** Nothing can be sent for this event: it is final from the beginning, and nobody's. */
  public static final Placement UNSENDABLE = new Placement(DeliveryStatus.REFUSED, null, null);

  /** Left to its webhook's workflow. */
  public static Placement parked(ParkedReason reason) {
    return new Placement(DeliveryStatus.PARKED, Owner.WEBHOOK, reason);
  }

  public boolean isParked() {
    return reason != null;
  }

  @Nullable String ownerStored() {
    return owner == null ? null : owner.stored;
  }

  @Nullable String reasonStored() {
    return reason == null ? null : reason.stored;
  }
}
