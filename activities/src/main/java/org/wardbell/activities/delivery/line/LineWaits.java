package org.wardbell.activities.delivery.line;

import static org.wardbell.activities.database.generated.Tables.DELIVERY;
import static org.wardbell.activities.database.generated.Tables.ORDERED_DELIVERY;
import static org.wardbell.activities.database.generated.Tables.ORDERED_LINE;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.impl.DSL;
import org.wardbell.activities.database.DatabaseClock;
import org.wardbell.workflows.delivery.DeliveryStatus;

/**
 * The notes in {@code ordered_line} until when the first of a line waits. They are written by who
 * looked, and taken back in the transaction that ends a parked delivery or makes it due.
 */
public final class LineWaits {
  /** The longest note: whatever becomes of one, its line is looked at this often. */
  static final Duration LONGEST = Duration.ofMinutes(15);

  private LineWaits() {}

  /**
   * Notes that these have to wait. Of each the delivery's row is held until the end of the
   * transaction, so that nobody ends it between the look and the note; one that somebody else holds
   * gets none.
   *
   * @return how many notes there are
   */
  static int note(DSLContext transaction, UUID webhookId, List<LineHead> heads, Instant now) {
    Map<UUID, Instant> held =
        transaction
            .select(DELIVERY.ID, DELIVERY.NEXT_ATTEMPT_AT)
            .from(DELIVERY)
            .where(DELIVERY.ID.in(heads.stream().map(LineHead::deliveryId).toList()))
            .and(DELIVERY.STATUS.eq(DeliveryStatus.PARKED.name()))
            .forShare()
            .skipLocked()
            .fetchMap(DELIVERY.ID, DELIVERY.NEXT_ATTEMPT_AT);
    List<byte[]> lines =
        heads.stream()
            .filter(
                head ->
                    held.containsKey(head.deliveryId())
                        && Objects.equals(held.get(head.deliveryId()), head.next()))
            .map(LineHead::line)
            .toList();
    if (lines.isEmpty()) {
      return 0;
    }
    Field<Instant> look = DSL.val(now.plus(LineHead.UNDISPATCHED_WAIT), ORDERED_LINE.WAITS_UNTIL);
    Field<Instant> longest = DSL.val(now.plus(LONGEST), ORDERED_LINE.WAITS_UNTIL);
    // What waits for a dispatch is due by its own time: that counts if it is later.
    transaction
        .update(ORDERED_LINE.join(DELIVERY).on(DELIVERY.ID.eq(ORDERED_LINE.DELIVERY_ID)))
        .set(
            ORDERED_LINE.WAITS_UNTIL,
            DSL.when(DELIVERY.NEXT_ATTEMPT_AT.gt(now), DSL.least(DELIVERY.NEXT_ATTEMPT_AT, longest))
                .otherwise(look))
        .where(ORDERED_LINE.WEBHOOK_ID.eq(webhookId))
        .and(ORDERED_LINE.LINE.in(lines))
        .execute();
    return lines.size();
  }

  /**
   * Lets the lines be looked at again whose first are these: they have ended or are due. Does
   * nothing for webhooks that are not ordered.
   */
  public static void over(DSLContext transaction, Collection<UUID> deliveryIds) {
    transaction
        .update(
            ORDERED_LINE
                .join(ORDERED_DELIVERY)
                .on(
                    ORDERED_DELIVERY.WEBHOOK_ID.eq(ORDERED_LINE.WEBHOOK_ID),
                    ORDERED_DELIVERY.LINE.eq(ORDERED_LINE.LINE),
                    ORDERED_DELIVERY.DELIVERY_ID.eq(ORDERED_LINE.DELIVERY_ID)))
        .set(ORDERED_LINE.WAITS_UNTIL, DatabaseClock.now())
        .where(ORDERED_DELIVERY.DELIVERY_ID.in(deliveryIds))
        .and(ORDERED_LINE.WAITS_UNTIL.gt(DatabaseClock.now()))
        .execute();
  }
}
