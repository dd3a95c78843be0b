package org.wardbell.activities.delivery.line;

import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.notExists;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.selectOne;
import static org.wardbell.activities.database.generated.Tables.DELIVERY;
import static org.wardbell.activities.database.generated.Tables.EVENT;
import static org.wardbell.activities.database.generated.Tables.ORDERED_DELIVERY;
import static org.wardbell.activities.database.generated.Tables.ORDERED_LINE;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Query;
import org.jooq.Record1;
import org.jooq.Record2;
import org.jooq.Select;
import org.jooq.Table;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;
import org.jooq.types.UByte;
import org.wardbell.activities.database.DatabaseClock;
import org.wardbell.workflows.delivery.DeliveryStatus;

/**
 * The only writer of {@code ordered_delivery} and {@code ordered_line}, but for what {@link
 * LineWaits} notes there, inside its callers' transactions. They hold the lock of the webhook's
 * state, so that nobody else changes its lines.
 */
public final class LineRows {
  /** {@code place} is the urgency times this, and the event's number. */
  static final long EVENTS = 1L << 56;

  /** One statement stays short. */
  private static final int CHUNK = 1_000;

  private static final List<String> OPEN =
      List.of(
          DeliveryStatus.PARKED.name(),
          DeliveryStatus.PENDING.name(),
          DeliveryStatus.SENDING.name());

  /** Each that a delivery may have: live traffic, resends, replays. */
  private static final List<UByte> URGENCIES =
      List.of(UByte.valueOf(0), UByte.valueOf(1), UByte.valueOf(2));

  private LineRows() {}

  /**
   * Lets open deliveries of ordered webhooks join the lines of their subjects.
   *
   * @return the webhooks of those that are first, and so may go
   */
  public static Set<UUID> join(DSLContext transaction, Collection<UUID> deliveryIds) {
    if (deliveryIds.isEmpty()) {
      return Set.of();
    }
    Field<byte[]> line =
        DSL.coalesce(
            EVENT.SUBJECT_FINGERPRINT,
            // A delivery without a subject holds back nobody.
            field("concat({0}, {0})", byte[].class, DELIVERY.ID));
    Field<Long> place = DELIVERY.URGENCY.cast(SQLDataType.BIGINT).mul(EVENTS).plus(EVENT.NUMBER);
    transaction
        .insertInto(
            ORDERED_DELIVERY,
            ORDERED_DELIVERY.DELIVERY_ID,
            ORDERED_DELIVERY.WEBHOOK_ID,
            ORDERED_DELIVERY.LINE,
            ORDERED_DELIVERY.PLACE)
        .select(
            select(DELIVERY.ID, DELIVERY.WEBHOOK_ID, line, place)
                .from(DELIVERY)
                .join(EVENT)
                .on(EVENT.ID.eq(DELIVERY.EVENT_ID))
                .where(DELIVERY.ID.in(deliveryIds)))
        .onDuplicateKeyIgnore()
        .execute();
    lead(transaction, deliveryIds);
    return transaction
        .select(ORDERED_LINE.WEBHOOK_ID)
        .from(ORDERED_DELIVERY)
        .join(ORDERED_LINE)
        .on(
            ORDERED_LINE.WEBHOOK_ID.eq(ORDERED_DELIVERY.WEBHOOK_ID),
            ORDERED_LINE.LINE.eq(ORDERED_DELIVERY.LINE),
            ORDERED_LINE.DELIVERY_ID.eq(ORDERED_DELIVERY.DELIVERY_ID))
        .where(ORDERED_DELIVERY.DELIVERY_ID.in(deliveryIds))
        .fetchSet(ORDERED_LINE.WEBHOOK_ID);
  }

  /** Puts these at the head of their lines, where nobody before them stands there. */
  private static void lead(DSLContext transaction, Collection<UUID> deliveryIds) {
    Table<?> joined =
        select(
                ORDERED_DELIVERY.WEBHOOK_ID.as("webhook"),
                ORDERED_DELIVERY.LINE.as("line"),
                ORDERED_DELIVERY.DELIVERY_ID.as("delivery"),
                ORDERED_DELIVERY.PLACE.as("place"))
            .from(ORDERED_DELIVERY)
            .where(ORDERED_DELIVERY.DELIVERY_ID.in(deliveryIds))
            .asTable("joined");
    Field<UUID> delivery =
        field(name("joined", "delivery"), ORDERED_LINE.DELIVERY_ID.getDataType());
    Field<Long> place = field(name("joined", "place"), ORDERED_LINE.PLACE.getDataType());
    transaction
        .insertInto(
            ORDERED_LINE,
            ORDERED_LINE.WEBHOOK_ID,
            ORDERED_LINE.LINE,
            ORDERED_LINE.DELIVERY_ID,
            ORDERED_LINE.PLACE,
            ORDERED_LINE.WAITS_UNTIL)
        .select(
            select(
                    field(name("joined", "webhook"), ORDERED_LINE.WEBHOOK_ID.getDataType()),
                    field(name("joined", "line"), ORDERED_LINE.LINE.getDataType()),
                    delivery,
                    place,
                    DatabaseClock.now())
                .from(joined))
        .onDuplicateKeyUpdate()
        // MySQL assigns from left to right: these read the place as it was.
        .set(
            ORDERED_LINE.WAITS_UNTIL,
            DSL.when(place.lt(ORDERED_LINE.PLACE), DatabaseClock.now())
                .otherwise(ORDERED_LINE.WAITS_UNTIL))
        .set(
            ORDERED_LINE.DELIVERY_ID,
            DSL.when(place.lt(ORDERED_LINE.PLACE), delivery).otherwise(ORDERED_LINE.DELIVERY_ID))
        .set(ORDERED_LINE.PLACE, DSL.least(ORDERED_LINE.PLACE, place))
        .execute();
  }

  /** Notes that these, the first of their lines, were claimed. */
  public static void claimed(DSLContext transaction, Collection<UUID> heads) {
    transaction
        .update(
            ORDERED_LINE
                .join(ORDERED_DELIVERY)
                .on(
                    ORDERED_DELIVERY.WEBHOOK_ID.eq(ORDERED_LINE.WEBHOOK_ID),
                    ORDERED_DELIVERY.LINE.eq(ORDERED_LINE.LINE)))
        .set(ORDERED_LINE.CLAIMED_ID, ORDERED_LINE.DELIVERY_ID)
        .where(ORDERED_DELIVERY.DELIVERY_ID.in(heads))
        .execute();
  }

  /** Lets lines move on whose first delivery is over; each is to be looked at now. */
  static void advance(DSLContext transaction, UUID webhookId, List<LineHead> over, Instant now) {
    transaction
        .deleteFrom(ORDERED_DELIVERY)
        .where(ORDERED_DELIVERY.DELIVERY_ID.in(over.stream().map(LineHead::deliveryId).toList()))
        .execute();
    List<byte[]> lines = over.stream().map(LineHead::line).toList();
    Field<UUID> next =
        field(
            select(ORDERED_DELIVERY.DELIVERY_ID)
                .from(ORDERED_DELIVERY)
                .where(ORDERED_DELIVERY.WEBHOOK_ID.eq(ORDERED_LINE.WEBHOOK_ID))
                .and(ORDERED_DELIVERY.LINE.eq(ORDERED_LINE.LINE))
                .orderBy(ORDERED_DELIVERY.PLACE, ORDERED_DELIVERY.DELIVERY_ID)
                .limit(1));
    List<byte[]> empty = new ArrayList<>();
    List<Query> moves = new ArrayList<>();
    for (Record2<byte[], UUID> row :
        transaction
            .select(ORDERED_LINE.LINE, next)
            .from(ORDERED_LINE)
            .where(ORDERED_LINE.WEBHOOK_ID.eq(webhookId))
            .and(ORDERED_LINE.LINE.in(lines))
            .fetch()) {
      if (row.value2() == null) {
        empty.add(row.value1());
      } else {
        moves.add(move(transaction, webhookId, row.value1(), row.value2(), now));
      }
    }
    transaction
        .deleteFrom(ORDERED_LINE)
        .where(ORDERED_LINE.WEBHOOK_ID.eq(webhookId))
        .and(ORDERED_LINE.LINE.in(empty))
        .execute();
    transaction.batch(moves).execute();
  }

  private static Query move(
      DSLContext transaction, UUID webhookId, byte[] line, UUID first, Instant now) {
    return transaction
        .update(ORDERED_LINE)
        .set(ORDERED_LINE.DELIVERY_ID, first)
        .set(ORDERED_LINE.WAITS_UNTIL, now)
        .set(
            ORDERED_LINE.PLACE,
            field(
                select(ORDERED_DELIVERY.PLACE)
                    .from(ORDERED_DELIVERY)
                    .where(ORDERED_DELIVERY.DELIVERY_ID.eq(first))))
        .where(ORDERED_LINE.WEBHOOK_ID.eq(webhookId))
        .and(ORDERED_LINE.LINE.eq(line));
  }

  /**
   * Some open deliveries of a webhook, in the order of their numbers.
   *
   * @param outside those that stand in no line, because the webhook was not ordered when they were
   *     made
   * @param through number of the last one looked at
   * @param last whether there are no others behind it
   */
  public record Look(List<UUID> outside, long through, boolean last) {}

  /**
   * Looks at open deliveries behind a number; at {@value #CHUNK} at most, whatever there is, so
   * that the cost does not grow with those that stand in their lines.
   */
  public static Look look(DSLContext transaction, UUID webhookId, long after) {
    Select<Record1<Long>> numbers =
        OPEN.stream()
            .flatMap(
                status ->
                    URGENCIES.stream()
                        .<Select<Record1<Long>>>map(
                            urgency ->
                                select(DELIVERY.NUMBER)
                                    // By the number alone it would look among all webhooks.
                                    .from(DELIVERY.forceIndex("delivery_webhook"))
                                    .where(DELIVERY.WEBHOOK_ID.eq(webhookId))
                                    .and(DELIVERY.STATUS.eq(status))
                                    .and(DELIVERY.URGENCY.eq(urgency))
                                    .and(DELIVERY.NUMBER.gt(after))
                                    .orderBy(DELIVERY.NUMBER)
                                    .limit(CHUNK)))
            .reduce((one, other) -> one.unionAll(other))
            .orElseThrow();
    Table<Record1<Long>> all = numbers.asTable("all_open");
    List<Long> looked =
        transaction
            .select(all.field(DELIVERY.NUMBER))
            .from(all)
            .orderBy(all.field(DELIVERY.NUMBER))
            .limit(CHUNK)
            .fetch(all.field(DELIVERY.NUMBER));
    if (looked.isEmpty()) {
      return new Look(List.of(), after, true);
    }
    return new Look(
        transaction
            .select(DELIVERY.ID)
            .from(DELIVERY)
            .where(DELIVERY.NUMBER.in(looked))
            .and(
                notExists(
                    selectOne()
                        .from(ORDERED_DELIVERY)
                        .where(ORDERED_DELIVERY.DELIVERY_ID.eq(DELIVERY.ID))))
            .fetch(DELIVERY.ID),
        looked.getLast(),
        looked.size() < CHUNK);
  }

  /**
   * Forgets the lines of a webhook that is not ordered any more, or that sends nothing.
   *
   * @return whether there may be more
   */
  public static boolean forget(DSLContext transaction, UUID webhookId) {
    int left =
        transaction
            .deleteFrom(ORDERED_DELIVERY)
            .where(ORDERED_DELIVERY.WEBHOOK_ID.eq(webhookId))
            .limit(CHUNK)
            .execute();
    if (left < CHUNK) { // A line without deliveries is taken for one whose first is over.
      left =
          transaction
              .deleteFrom(ORDERED_LINE)
              .where(ORDERED_LINE.WEBHOOK_ID.eq(webhookId))
              .limit(CHUNK)
              .execute();
    }
    return left == CHUNK;
  }
}
