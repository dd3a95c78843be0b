package org.wardbell.activities.delivery.query;

import static org.wardbell.activities.database.generated.Tables.ATTEMPT;
import static org.wardbell.activities.database.generated.Tables.DELIVERY;
import static org.wardbell.activities.database.generated.Tables.EVENT;

import java.time.Instant;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Name;
import org.jooq.Record;
import org.jooq.Record1;
import org.jooq.Record2;
import org.jooq.Result;
import org.jooq.Select;
import org.jooq.SelectJoinStep;
import org.jooq.Table;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.wardbell.activities.delivery.state.OpenDeliveries;
import org.wardbell.workflows.delivery.DeliveryStatus;

/**
 * The log of deliveries for clients that page by number and want a total. Both cost the same with
 * any history: nothing beyond the newest {@value #LOOKED_AT} deliveries (of each status, if a
 * webhook is named) is looked at.
 */
public final class NumberedLogQuery {
  /** Pages of ten that nobody leafs through to the end. */
  public static final int LOOKED_AT = 10_000;

  private static final Name LOG = DSL.name("log");
  private static final Field<Long> NUMBER = DSL.field(LOG.append("number"), Long.class);

  private final DSLContext database;

  public NumberedLogQuery(DSLContext database) {
    this.database = database;
  }

  /** Returns what the log tells of the delivery with this number; empty if there is none. */
  public Optional<NumberedLogPage.Row> row(long number) {
    return rows(List.of(number)).stream().findFirst();
  }

  /**
   * Returns what the log tells of the deliveries with these numbers that there are, newest first.
   */
  public List<NumberedLogPage.Row> rows(Collection<Long> numbers) {
    return told(
        select().where(DELIVERY.NUMBER.in(numbers)).orderBy(DELIVERY.NUMBER.desc()).fetch());
  }

  /** Returns the numbers of the newest deliveries of a log, {@value #LOOKED_AT} at most. */
  public List<Long> numbers(NumberedLogFilter filter) {
    Table<?> log = log(filter).asTable(LOG);
    return database
        .select(DELIVERY.NUMBER)
        .from(log)
        .join(DELIVERY)
        .on(DELIVERY.NUMBER.eq(NUMBER))
        .where(wanted(filter))
        .orderBy(DELIVERY.NUMBER.desc())
        .limit(LOOKED_AT)
        .fetch(DELIVERY.NUMBER);
  }

  /**
   * Returns a page.
   *
   * @param offset rows to leave out, from the newest on
   */
  public NumberedLogPage page(NumberedLogFilter filter, int offset, int limit) {
    Table<?> log = log(filter).asTable(LOG);
    Condition wanted = wanted(filter);
    Map<DeliveryStatus, Integer> counts = new EnumMap<>(DeliveryStatus.class);
    database
        .select(DELIVERY.STATUS, DSL.count())
        .from(log)
        .join(DELIVERY)
        .on(DELIVERY.NUMBER.eq(NUMBER))
        .where(wanted)
        .groupBy(DELIVERY.STATUS)
        .forEach(row -> counts.put(DeliveryStatus.valueOf(row.value1()), row.value2()));
    return new NumberedLogPage(
        limit == 0
            ? List.of()
            : told(
                select()
                    .join(log)
                    .on(DELIVERY.NUMBER.eq(NUMBER))
                    .where(wanted)
                    .orderBy(DELIVERY.NUMBER.desc())
                    .limit(limit)
                    .offset(offset)
                    .fetch()),
        counts);
  }

  /** Returns deliveries of a clinic that have ended and were made before then, the oldest first. */
  public List<UUID> endedBefore(UUID clinic, Instant moment, int limit) {
    return database
        .select(DELIVERY.ID)
        .from(DELIVERY)
        .where(DELIVERY.CLINIC_ID.eq(clinic), before(clinic, moment))
        .and(DELIVERY.CREATED_AT.lt(moment).and(DELIVERY.FINISHED_AT.isNotNull()))
        .orderBy(DELIVERY.NUMBER)
        .limit(limit)
        .fetch(DELIVERY.ID);
  }

  private SelectJoinStep<? extends Record> select() {
    return database
        .select(
            DELIVERY.ID,
            DELIVERY.NUMBER,
            DELIVERY.CLINIC_ID,
            DELIVERY.EVENT_ID,
            DELIVERY.WEBHOOK_ID,
            DELIVERY.STATUS,
            DELIVERY.LAST_CODE,
            DELIVERY.CREATED_AT)
        .from(DELIVERY);
  }

  private static Condition wanted(NumberedLogFilter filter) {
    Condition wanted =
        DELIVERY.STATUS.in(filter.statuses().stream().map(DeliveryStatus::name).toList());
    if (filter.from() != null) {
      wanted = wanted.and(DELIVERY.CREATED_AT.ge(filter.from()));
    }
    return filter.to() == null ? wanted : wanted.and(DELIVERY.CREATED_AT.lt(filter.to()));
  }

  /** Returns the numbers of the deliveries to look at; each part walks one index backwards. */
  private Select<Record1<Long>> log(NumberedLogFilter filter) {
    Condition before = before(filter.clinic(), filter.to());
    UUID webhook = filter.webhook();
    if (webhook == null) {
      return newest(DELIVERY.CLINIC_ID.eq(filter.clinic()).and(before));
    }
    return filter.statuses().stream()
        .flatMap(
            status ->
                OpenDeliveries.URGENCIES.stream()
                    .map(
                        urgency ->
                            DELIVERY.STATUS.eq(status.name()).and(DELIVERY.URGENCY.eq(urgency))))
        .map(part -> newest(DELIVERY.WEBHOOK_ID.eq(webhook).and(part).and(before)))
        .reduce((one, other) -> one.unionAll(other))
        .orElseThrow();
  }

  private Select<Record1<Long>> newest(Condition wanted) {
    return database
        .select(DELIVERY.NUMBER)
        .from(DELIVERY)
        .where(wanted)
        .orderBy(DELIVERY.NUMBER.desc())
        .limit(LOOKED_AT);
  }

  /** Leaves out what came later, so that the newest that are looked at are those of the dates. */
  private Condition before(UUID clinic, @Nullable Instant to) {
    return to == null
        ? DSL.noCondition()
        : DELIVERY.NUMBER.lt(
            new NumbersByTime(
                    database,
                    DELIVERY,
                    DELIVERY.NUMBER,
                    DELIVERY.CREATED_AT,
                    DELIVERY.CLINIC_ID.eq(clinic))
                .highest(to));
  }

  private List<NumberedLogPage.Row> told(Result<? extends Record> deliveries) {
    if (deliveries.isEmpty()) {
      return List.of();
    }
    Map<UUID, String> types =
        database
            .select(EVENT.ID, EVENT.TYPE)
            .from(EVENT)
            .where(EVENT.ID.in(deliveries.getValues(DELIVERY.EVENT_ID)))
            .fetchMap(EVENT.ID, EVENT.TYPE);
    Map<UUID, Record2<Integer, Integer>> last = last(deliveries.getValues(DELIVERY.ID));
    return deliveries.map(row -> row(row, types, last));
  }

  private static NumberedLogPage.Row row(
      Record row, Map<UUID, String> types, Map<UUID, Record2<Integer, Integer>> last) {
    Record2<Integer, Integer> attempt = last.get(row.get(DELIVERY.ID));
    return new NumberedLogPage.Row(
        row.get(DELIVERY.ID),
        row.get(DELIVERY.NUMBER),
        row.get(DELIVERY.CLINIC_ID),
        row.get(DELIVERY.EVENT_ID),
        row.get(DELIVERY.WEBHOOK_ID),
        DeliveryStatus.valueOf(row.get(DELIVERY.STATUS)),
        row.get(DELIVERY.LAST_CODE),
        row.get(DELIVERY.CREATED_AT),
        types.getOrDefault(row.get(DELIVERY.EVENT_ID), ""),
        attempt == null || attempt.value1() == null ? null : attempt.value1() / 1_000,
        attempt == null ? null : attempt.value2());
  }

  /**
   * Returns microseconds and HTTP status of each one's last finished attempt; it has 20 at most.
   */
  private Map<UUID, Record2<Integer, Integer>> last(Collection<UUID> deliveries) {
    Map<UUID, Record2<Integer, Integer>> last = new HashMap<>();
    database
        .select(ATTEMPT.DELIVERY_ID, ATTEMPT.TOTAL_MICROS, ATTEMPT.HTTP_STATUS)
        .from(ATTEMPT)
        .where(ATTEMPT.DELIVERY_ID.in(deliveries), ATTEMPT.FINISHED_AT.isNotNull())
        .orderBy(ATTEMPT.DELIVERY_ID, ATTEMPT.ORDINAL)
        .forEach(
            row -> last.put(row.value1(), row.into(ATTEMPT.TOTAL_MICROS, ATTEMPT.HTTP_STATUS)));
    return last;
  }
}
