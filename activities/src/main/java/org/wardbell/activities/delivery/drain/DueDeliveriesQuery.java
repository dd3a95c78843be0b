package org.wardbell.activities.delivery.drain;

import static org.jooq.impl.DSL.min;
import static org.jooq.impl.DSL.noCondition;
import static org.jooq.impl.DSL.select;
import static org.wardbell.activities.database.generated.Tables.DELIVERY;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.Select;
import org.jooq.Table;
import org.jooq.types.UByte;
import org.jspecify.annotations.Nullable;
import org.wardbell.activities.database.generated.tables.records.DeliveryRecord;
import org.wardbell.activities.delivery.line.LineHeads;
import org.wardbell.activities.delivery.state.OpenDeliveries;
import org.wardbell.workflows.delivery.DeliveryStatus;

/**
 * Parked deliveries that are due, their rows locked: live ones first, then the oldest. How many
 * wait for a later attempt makes no difference: the oldest of all are looked at first, and only if
 * too few of these are due, those behind them, found by their time.
 */
final class DueDeliveriesQuery {
  /** Entries of an index, some 0.1 ms: of the oldest, those that are due go before all others. */
  private static final int LOOKED_AT = 500;

  private DueDeliveriesQuery() {}

  static List<DeliveryRecord> lock(DSLContext transaction, LockedWebhook locked, int atMost) {
    if (atMost == 0) {
      return List.of();
    }
    UUID webhook = locked.webhook().id();
    Instant now = locked.now();
    if (locked.ordered()) {
      // Those that stand in no line may have to go first.
      return locked.state().lines().hasLines()
          ? lock(transaction, LineHeads.ready(transaction, webhook, now, atMost))
          : List.of();
    }
    List<Due> due = new ArrayList<>(oldest(transaction, webhook, noCondition(), now, atMost));
    if (due.size() < atMost || !due.getLast().isLive()) {
      due.addAll(dueForLongest(transaction, webhook, now, atMost + due.size()));
    }
    return lock(
        transaction,
        due.stream()
            // Of each urgency the oldest stay before the others.
            .sorted(Comparator.comparing(Due::urgency))
            .map(Due::id)
            .distinct()
            .limit(atMost)
            .toList());
  }

  private record Due(UUID id, UByte urgency) {
    boolean isLive() {
      return urgency.equals(OpenDeliveries.URGENCIES.getFirst());
    }
  }

  /**
   * Locks the oldest behind a number, or else the one that has been due for longest; for webhooks
   * without order.
   */
  static List<DeliveryRecord> lockOneBehind(
      DSLContext transaction, UUID webhook, long number, Instant now) {
    List<Due> due = oldest(transaction, webhook, DELIVERY.NUMBER.gt(number), now, 1);
    if (due.isEmpty() && number > 0) {
      due = oldest(transaction, webhook, noCondition(), now, 1);
    }
    if (due.isEmpty()) {
      due = dueForLongest(transaction, webhook, now, 1);
    }
    return lock(transaction, due.stream().map(Due::id).limit(1).toList());
  }

  /** Returns when the first of a webhook's parked deliveries is due, or null if there is none. */
  static @Nullable Instant first(DSLContext dsl, UUID webhook) {
    Table<?> firsts =
        ofEachUrgency(
            urgency ->
                select(DELIVERY.PARKED_UNTIL)
                    .from(DELIVERY)
                    .where(byTime(webhook, urgency))
                    .orderBy(DELIVERY.PARKED_UNTIL)
                    .limit(1));
    return dsl.select(min(in(firsts, DELIVERY.PARKED_UNTIL))).from(firsts).fetchSingle().value1();
  }

  /** Returns those of the oldest that are due. Stays inside the index by status. */
  private static List<Due> oldest(
      DSLContext transaction, UUID webhook, Condition which, Instant now, int atMost) {
    Table<?> oldest =
        ofEachUrgency(
            urgency ->
                select(DELIVERY.ID, DELIVERY.URGENCY, DELIVERY.NUMBER, DELIVERY.NEXT_ATTEMPT_AT)
                    .from(DELIVERY)
                    .where(DELIVERY.WEBHOOK_ID.eq(webhook))
                    .and(DELIVERY.STATUS.eq(DeliveryStatus.PARKED.name()))
                    .and(DELIVERY.URGENCY.eq(urgency))
                    .and(which)
                    .orderBy(DELIVERY.NUMBER)
                    .limit(LOOKED_AT));
    Field<Instant> next = in(oldest, DELIVERY.NEXT_ATTEMPT_AT);
    return transaction
        .select(in(oldest, DELIVERY.ID), in(oldest, DELIVERY.URGENCY))
        .from(oldest)
        .where(next.isNull().or(next.le(now)))
        .orderBy(in(oldest, DELIVERY.URGENCY), in(oldest, DELIVERY.NUMBER))
        .limit(atMost)
        .fetch(row -> new Due(row.value1(), row.value2()));
  }

  /** Returns so many of each urgency, and reads nothing that is not due, by the index by time. */
  private static List<Due> dueForLongest(
      DSLContext transaction, UUID webhook, Instant now, int atMost) {
    Table<?> due =
        ofEachUrgency(
            urgency ->
                select(DELIVERY.ID, DELIVERY.URGENCY, DELIVERY.PARKED_UNTIL, DELIVERY.NUMBER)
                    .from(DELIVERY)
                    .where(byTime(webhook, urgency))
                    .and(DELIVERY.PARKED_UNTIL.le(now))
                    .orderBy(DELIVERY.PARKED_UNTIL, DELIVERY.NUMBER)
                    .limit(atMost));
    return transaction
        .select(in(due, DELIVERY.ID), in(due, DELIVERY.URGENCY))
        .from(due)
        .orderBy(
            in(due, DELIVERY.URGENCY), in(due, DELIVERY.PARKED_UNTIL), in(due, DELIVERY.NUMBER))
        .fetch(row -> new Due(row.value1(), row.value2()));
  }

  private static Condition byTime(UUID webhook, UByte urgency) {
    return DELIVERY.PARKED_WEBHOOK_ID.eq(webhook).and(DELIVERY.URGENCY.eq(urgency));
  }

  /** Each part is a range of one index, which a condition on several urgencies would not be. */
  private static <R extends Record> Table<R> ofEachUrgency(Function<UByte, Select<R>> part) {
    return OpenDeliveries.URGENCIES.stream()
        .map(part)
        .reduce((one, other) -> one.unionAll(other))
        .orElseThrow()
        .asTable("part");
  }

  private static <T> Field<T> in(Table<?> table, Field<T> column) {
    return Objects.requireNonNull(table.field(column), column.getName());
  }

  /** Nobody else claims for this webhook while its state is locked. */
  private static List<DeliveryRecord> lock(DSLContext transaction, List<UUID> ids) {
    if (ids.isEmpty()) {
      return List.of();
    }
    return transaction
        .selectFrom(DELIVERY)
        .where(DELIVERY.ID.in(ids))
        .and(DELIVERY.STATUS.eq(DeliveryStatus.PARKED.name()))
        .forUpdate()
        .skipLocked()
        .fetch()
        .sortAsc(Comparator.comparingInt(delivery -> ids.indexOf(delivery.getId())));
  }
}
