package org.wardbell.activities.delivery.state;

import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.val;
import static org.wardbell.activities.database.generated.Tables.DELIVERY;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jooq.Field;
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
  static final Field<Instant> NEVER = inline(null, DELIVERY.WAKES_AT);
  static final Field<String> NONE = inline(null, DELIVERY.OWNER);

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

  /** Returns the columns of the state of a delivery that ends. */
  static Map<Field<?>, Field<?>> ended(DeliveryStatus status, Instant now) {
    return columns(status, NONE, NONE, NEVER, NEVER, val(now, DELIVERY.FINISHED_AT));
  }

  /** Returns all columns of a delivery's state, so that no statement can forget one. */
  static Map<Field<?>, Field<?>> columns(
      DeliveryStatus status,
      Field<String> owner,
      Field<String> reason,
      Field<Instant> next,
      Field<Instant> wakes,
      Field<Instant> finished) {
    Map<Field<?>, Field<?>> columns = new LinkedHashMap<>();
    columns.put(DELIVERY.STATUS, val(status.name(), DELIVERY.STATUS));
    columns.put(DELIVERY.OWNER, owner);
    columns.put(DELIVERY.PARKED_REASON, reason);
    columns.put(DELIVERY.NEXT_ATTEMPT_AT, next);
    columns.put(DELIVERY.WAKES_AT, wakes);
    columns.put(DELIVERY.FINISHED_AT, finished);
    return columns;
  }
}
