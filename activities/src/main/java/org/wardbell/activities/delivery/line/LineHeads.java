package org.wardbell.activities.delivery.line;

import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.select;
import static org.wardbell.activities.database.generated.Tables.DELIVERY;
import static org.wardbell.activities.database.generated.Tables.EVENT;
import static org.wardbell.activities.database.generated.Tables.ORDERED_LINE;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.wardbell.activities.database.generated.tables.Delivery;
import org.wardbell.workflows.delivery.DeliveryStatus;

/**
 * The first deliveries in the lines of an ordered webhook, live ones first, then by their event. No
 * other delivery is read, and of events only one for each line. The caller holds the lock of the
 * webhook's state.
 */
public final class LineHeads {
  /**
   * An earlier event of the subject is not dispatched yet. Its dispatch wakes the webhook; should
   * it not match, nobody does, and so we look again.
   */
  private static final Duration UNDISPATCHED_WAIT = Duration.ofSeconds(1);

  /** Lines that one statement reads. */
  private static final int PAGE = 200;

  /** Lines that move on in one transaction; the next one goes on with the rest. */
  private static final int MOVES = 1_000;

  private static final Delivery CLAIMED = DELIVERY.as("claimed");

  private LineHeads() {}

  /**
   * The first of its line.
   *
   * @param due when it may go at the earliest: its next attempt, the end of a request of its line
   *     that is under way, or the next look
   * @param mayGo whether that is all it waits for
   * @param over whether it has ended, so that the line moves on
   */
  record Head(byte[] line, UUID deliveryId, long place, Instant due, boolean mayGo, boolean over) {
    boolean isReady(Instant now) {
      return mayGo && !due.isAfter(now);
    }
  }

  /** Returns deliveries that may go now. */
  public static List<UUID> ready(DSLContext transaction, UUID webhookId, Instant now, int atMost) {
    List<UUID> ready = new ArrayList<>();
    Walk walk = new Walk(transaction, webhookId, now);
    for (List<Head> page = walk.next(); !page.isEmpty(); page = walk.next()) {
      for (Head head : page) {
        if (head.isReady(now)) {
          ready.add(head.deliveryId());
          if (ready.size() == atMost) {
            return ready;
          }
        }
      }
    }
    return ready;
  }

  /** Returns when the next delivery may go, or null if there is none. */
  public static @Nullable Instant due(DSLContext transaction, UUID webhookId, Instant now) {
    @Nullable Instant first = null;
    Walk walk = new Walk(transaction, webhookId, now);
    for (List<Head> page = walk.next(); !page.isEmpty(); page = walk.next()) {
      for (Head head : page) {
        if (head.isReady(now)) {
          return now;
        }
        first = first == null || head.due().isBefore(first) ? head.due() : first;
      }
    }
    return first;
  }

  /** One way through all lines, page by page. */
  private static final class Walk {
    private final DSLContext transaction;
    private final UUID webhookId;
    private final Instant now;
    private int moves;
    private @Nullable Head last;

    private Walk(DSLContext transaction, UUID webhookId, Instant now) {
      this.transaction = transaction;
      this.webhookId = webhookId;
      this.now = now;
    }

    /** Lines whose first is over move on, and are read again. */
    private List<Head> next() {
      List<Head> page = page(transaction, webhookId, last, now);
      List<Head> over = page.stream().filter(Head::over).toList();
      while (!over.isEmpty() && moves < MOVES) {
        moves += over.size();
        LineRows.advance(transaction, webhookId, over);
        page = page(transaction, webhookId, last, now);
        over = page.stream().filter(Head::over).toList();
      }
      last = page.isEmpty() ? last : page.getLast();
      return page;
    }
  }

  private static List<Head> page(
      DSLContext transaction, UUID webhookId, @Nullable Head after, Instant now) {
    Field<Long> waiting =
        field(
            select(EVENT.NUMBER)
                .from(EVENT)
                .where(EVENT.WAITING_SUBJECT.eq(ORDERED_LINE.LINE))
                .orderBy(EVENT.NUMBER)
                .limit(1));
    return transaction
        .select(
            ORDERED_LINE.LINE,
            ORDERED_LINE.DELIVERY_ID,
            ORDERED_LINE.PLACE,
            DELIVERY.STATUS,
            DELIVERY.NEXT_ATTEMPT_AT,
            DELIVERY.WAKES_AT,
            CLAIMED.WAKES_AT,
            waiting.as("waiting"))
        .from(ORDERED_LINE)
        .leftJoin(DELIVERY)
        .on(DELIVERY.ID.eq(ORDERED_LINE.DELIVERY_ID))
        .leftJoin(CLAIMED)
        .on(CLAIMED.ID.eq(ORDERED_LINE.CLAIMED_ID))
        .and(CLAIMED.STATUS.eq(DeliveryStatus.SENDING.name()))
        .where(ORDERED_LINE.WEBHOOK_ID.eq(webhookId))
        .and(
            after == null
                ? DSL.noCondition()
                : ORDERED_LINE
                    .PLACE
                    .gt(after.place())
                    .or(
                        ORDERED_LINE
                            .PLACE
                            .eq(after.place())
                            .and(ORDERED_LINE.LINE.gt(after.line()))))
        .orderBy(ORDERED_LINE.PLACE, ORDERED_LINE.LINE)
        .limit(PAGE)
        .fetch(row -> head(row, now));
  }

  private static Head head(Record row, Instant now) {
    @Nullable String stored = row.get(DELIVERY.STATUS);
    long place = row.get(ORDERED_LINE.PLACE);
    byte[] line = row.get(ORDERED_LINE.LINE);
    UUID id = row.get(ORDERED_LINE.DELIVERY_ID);
    if (stored == null || DeliveryStatus.valueOf(stored).isFinal()) {
      return new Head(line, id, place, now, false, true);
    }
    @Nullable Instant lease = row.get(CLAIMED.WAKES_AT);
    if (lease != null) {
      return new Head(line, id, place, lease, false, false);
    }
    if (DeliveryStatus.valueOf(stored) != DeliveryStatus.PARKED) {
      @Nullable Instant wakes = row.get(DELIVERY.WAKES_AT);
      return new Head(line, id, place, wakes == null ? now : wakes, false, false);
    }
    @Nullable Instant next = row.get(DELIVERY.NEXT_ATTEMPT_AT);
    Instant due = next == null ? now : next;
    @Nullable Long waiting = row.get("waiting", Long.class);
    if (waiting != null && waiting < place % LineRows.EVENTS) {
      Instant look = now.plus(UNDISPATCHED_WAIT);
      return new Head(line, id, place, due.isAfter(look) ? due : look, false, false);
    }
    return new Head(line, id, place, due, true, false);
  }
}
