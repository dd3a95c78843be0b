package org.wardbell.activities.delivery.line;

import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.select;
import static org.wardbell.activities.database.generated.Tables.DELIVERY;
import static org.wardbell.activities.database.generated.Tables.EVENT;
import static org.wardbell.activities.database.generated.Tables.ORDERED_LINE;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.OrderField;
import org.jooq.Record;
import org.jspecify.annotations.Nullable;
import org.wardbell.activities.database.generated.tables.Delivery;
import org.wardbell.workflows.delivery.DeliveryStatus;

/**
 * The first delivery of a line, as it is now.
 *
 * @param place where it stands among the heads of a webhook: live ones first, then by their event
 * @param waitsUntil when the line was to be looked at, as noted in its row
 * @param next the delivery's own time
 * @param due when it may go at the earliest, or is to be looked at again
 */
record LineHead(
    byte[] line,
    UUID deliveryId,
    long place,
    Instant waitsUntil,
    @Nullable Instant next,
    Instant due,
    Standing standing) {

  /** The standing of a line's head: what it waits for. */
  enum Standing {
    /** Only for its time. */
    TIME,
    /** For the dispatch of an earlier event of its subject. */
    DISPATCH,
    /** For a request of its line, or for another lane; webhooks have few of these at a time. */
    REQUEST,
    /** It has ended, so that its line moves on. */
    OVER
  }

  /**
   * An earlier event of the subject is not dispatched yet. Its dispatch wakes the webhook; should
   * it not match, nobody does, and so we look again.
   */
  static final Duration UNDISPATCHED_WAIT = Duration.ofSeconds(1);

  private static final Delivery CLAIMED = DELIVERY.as("claimed");

  /**
   * Forced: while no event waits, MySQL takes all of them for one subject's, and scans the table.
   */
  private static final Field<Long> WAITING =
      field(
              select(EVENT.NUMBER)
                  .from(EVENT.forceIndex("event_waiting"))
                  .where(EVENT.WAITING_SUBJECT.eq(ORDERED_LINE.LINE))
                  .orderBy(EVENT.NUMBER)
                  .limit(1))
          .as("waiting");

  /** Reads the heads of some lines: no other delivery, and of events one for each line. */
  static List<LineHead> read(
      DSLContext transaction,
      Condition which,
      List<? extends OrderField<?>> order,
      int atMost,
      Instant now) {
    return transaction
        .select(
            ORDERED_LINE.LINE,
            ORDERED_LINE.DELIVERY_ID,
            ORDERED_LINE.PLACE,
            ORDERED_LINE.WAITS_UNTIL,
            DELIVERY.STATUS,
            DELIVERY.NEXT_ATTEMPT_AT,
            DELIVERY.WAKES_AT,
            CLAIMED.WAKES_AT,
            WAITING)
        .from(ORDERED_LINE)
        .leftJoin(DELIVERY)
        .on(DELIVERY.ID.eq(ORDERED_LINE.DELIVERY_ID))
        .leftJoin(CLAIMED)
        .on(CLAIMED.ID.eq(ORDERED_LINE.CLAIMED_ID))
        .and(CLAIMED.STATUS.eq(DeliveryStatus.SENDING.name()))
        .where(which)
        .orderBy(order)
        .limit(atMost)
        .fetch(row -> of(row, now));
  }

  private static LineHead of(Record row, Instant now) {
    @Nullable String stored = row.get(DELIVERY.STATUS);
    if (stored == null || DeliveryStatus.valueOf(stored).isFinal()) {
      return of(row, now, Standing.OVER);
    }
    @Nullable Instant lease = row.get(CLAIMED.WAKES_AT);
    if (lease != null) {
      return of(row, lease, Standing.REQUEST);
    }
    if (DeliveryStatus.valueOf(stored) != DeliveryStatus.PARKED) {
      @Nullable Instant wakes = row.get(DELIVERY.WAKES_AT);
      return of(row, wakes == null ? now : wakes, Standing.REQUEST);
    }
    @Nullable Instant next = row.get(DELIVERY.NEXT_ATTEMPT_AT);
    Instant due = next == null ? now : next;
    @Nullable Long waiting = row.get(WAITING);
    if (waiting != null && waiting < row.get(ORDERED_LINE.PLACE) % LineRows.EVENTS) {
      Instant look = now.plus(UNDISPATCHED_WAIT);
      return of(row, due.isAfter(look) ? due : look, Standing.DISPATCH);
    }
    return of(row, due, Standing.TIME);
  }

  private static LineHead of(Record row, Instant due, Standing standing) {
    return new LineHead(
        row.get(ORDERED_LINE.LINE),
        row.get(ORDERED_LINE.DELIVERY_ID),
        row.get(ORDERED_LINE.PLACE),
        row.get(ORDERED_LINE.WAITS_UNTIL),
        row.get(DELIVERY.NEXT_ATTEMPT_AT),
        due,
        standing);
  }

  boolean isReady(Instant now) {
    return standing == Standing.TIME && !due.isAfter(now);
  }

  boolean isOver() {
    return standing == Standing.OVER;
  }

  /** Returns whether its row should say until when it waits, and does not. */
  boolean isUnnoted(Instant now) {
    return (standing == Standing.TIME || standing == Standing.DISPATCH)
        && due.isAfter(now)
        && !waitsUntil.isAfter(now);
  }
}
