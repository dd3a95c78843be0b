package org.wardbell.activities.delivery.line;

import static org.jooq.impl.DSL.noCondition;
import static org.wardbell.activities.database.generated.Tables.ORDERED_LINE;

import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.types.UByte;
import org.jspecify.annotations.Nullable;

/**
 * The first deliveries in the lines of an ordered webhook, live ones first. The oldest lines are
 * looked at first, and only if too few of these may go, those behind them whose time has come,
 * found by their time. How many lines wait makes no difference: one that has to wait is noted in
 * its row, and nobody looks at it again before. The caller holds the lock of the webhook's state.
 */
public final class LineHeads {
  /** Lines that one statement reads. */
  private static final int PAGE = 200;

  /** Lines behind the oldest that one transaction looks at; the next one goes on with the rest. */
  private static final int LOOKED_AT = 1_000;

  /** Lines that move on in one transaction. */
  private static final int MOVES = 1_000;

  /** Every {@code ordered_line.urgency} there is: live traffic, resends, replays. */
  private static final List<UByte> URGENCIES =
      List.of(UByte.valueOf(0), UByte.valueOf(1), UByte.valueOf(2));

  private final DSLContext transaction;
  private final UUID webhookId;
  private final Instant now;
  private final int wanted;
  private final Set<UUID> ready = new LinkedHashSet<>();
  private @Nullable Instant due;
  private int moves;
  private int looks;
  private int notes;
  private boolean unfinished;

  private LineHeads(DSLContext transaction, UUID webhookId, Instant now, int wanted) {
    this.transaction = transaction;
    this.webhookId = webhookId;
    this.now = now;
    this.wanted = wanted;
  }

  /** Returns deliveries that may go now. */
  public static List<UUID> ready(DSLContext transaction, UUID webhookId, Instant now, int atMost) {
    LineHeads heads = new LineHeads(transaction, webhookId, now, atMost);
    heads.look();
    return heads.ready.stream().limit(atMost).toList();
  }

  /**
   * Returns when the next delivery may go, or there is more to look at; null if there is nothing.
   */
  public static @Nullable Instant due(DSLContext transaction, UUID webhookId, Instant now) {
    LineHeads heads = new LineHeads(transaction, webhookId, now, 1);
    heads.look();
    if (!heads.ready.isEmpty()) {
      return now;
    }
    if (heads.unfinished) {
      // Without any progress it waits for requests, which wake the webhook when they end.
      return heads.notes + heads.moves > 0 ? now : now.plus(LineHead.UNDISPATCHED_WAIT);
    }
    return Stream.concat(Stream.ofNullable(heads.due), Stream.ofNullable(heads.noted()))
        .min(Instant::compareTo)
        .orElse(null);
  }

  private void look() {
    take(oldest());
    for (UByte urgency : URGENCIES) {
      if (ready.size() < wanted) {
        behind(urgency);
      }
    }
  }

  /** Looks at the oldest, whatever their rows say; lines whose first is over move on at once. */
  private List<LineHead> oldest() {
    List<LineHead> page = page(noCondition(), ORDERED_LINE.PLACE);
    while (moves < MOVES && advance(page)) {
      page = page(noCondition(), ORDERED_LINE.PLACE);
    }
    return page;
  }

  /** Looks at those whose time has come, the one that came first before the others. */
  private void behind(UByte urgency) {
    @Nullable LineHead last = null;
    List<LineHead> page;
    boolean moved;
    do {
      page =
          page(
              ORDERED_LINE
                  .URGENCY
                  .eq(urgency)
                  .and(ORDERED_LINE.WAITS_UNTIL.le(now))
                  .and(last == null ? noCondition() : after(last)),
              ORDERED_LINE.WAITS_UNTIL,
              ORDERED_LINE.PLACE);
      looks += page.size();
      moved = moves < MOVES && advance(page); // They are behind all others now.
      take(page);
      last = page.isEmpty() ? last : page.getLast();
    } while ((moved || page.size() == PAGE) && ready.size() < wanted && looks < LOOKED_AT);
    unfinished |= page.size() == PAGE && ready.size() < wanted;
  }

  private static Condition after(LineHead last) {
    return ORDERED_LINE
        .WAITS_UNTIL
        .ge(last.waitsUntil())
        .and(
            ORDERED_LINE
                .WAITS_UNTIL
                .gt(last.waitsUntil())
                .or(ORDERED_LINE.PLACE.gt(last.place()))
                .or(ORDERED_LINE.PLACE.eq(last.place()).and(ORDERED_LINE.LINE.gt(last.line()))));
  }

  private void take(List<LineHead> page) {
    for (LineHead head : page) {
      if (head.isReady(now)) {
        ready.add(head.deliveryId());
      } else if (head.isOver()) {
        unfinished = true; // Its line moved behind those that are looked at, or has still to move.
      } else {
        due = due == null || head.due().isBefore(due) ? head.due() : due;
      }
    }
    List<LineHead> unnoted = page.stream().filter(head -> head.isUnnoted(now)).toList();
    if (!unnoted.isEmpty()) {
      notes += LineWaits.note(transaction, webhookId, unnoted, now);
    }
  }

  /** Lets lines move on whose first is over; returns whether there were any. */
  private boolean advance(List<LineHead> page) {
    List<LineHead> over = page.stream().filter(LineHead::isOver).toList();
    if (over.isEmpty()) {
      return false;
    }
    moves += over.size();
    LineRows.advance(transaction, webhookId, over, now);
    return true;
  }

  private List<LineHead> page(Condition which, Field<?>... order) {
    return LineHead.read(
        transaction,
        ORDERED_LINE.WEBHOOK_ID.eq(webhookId).and(which),
        Stream.concat(Stream.of(order), Stream.of(ORDERED_LINE.LINE)).toList(),
        PAGE,
        now);
  }

  /** Returns when the first of those is to be looked at that wait; one entry of an index each. */
  private @Nullable Instant noted() {
    return URGENCIES.stream()
        .flatMap(
            urgency ->
                transaction
                    .select(ORDERED_LINE.WAITS_UNTIL)
                    .from(ORDERED_LINE)
                    .where(ORDERED_LINE.WEBHOOK_ID.eq(webhookId))
                    .and(ORDERED_LINE.URGENCY.eq(urgency))
                    .and(ORDERED_LINE.WAITS_UNTIL.gt(now))
                    .orderBy(ORDERED_LINE.WAITS_UNTIL)
                    .limit(1)
                    .fetch(ORDERED_LINE.WAITS_UNTIL)
                    .stream())
        .min(Instant::compareTo)
        .orElse(null);
  }
}
