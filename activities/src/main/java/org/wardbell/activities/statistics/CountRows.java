package org.wardbell.activities.statistics;

import static org.jooq.impl.DSL.row;
import static org.wardbell.activities.database.generated.Tables.STATISTICS_COUNT;
import static org.wardbell.activities.database.generated.Tables.STATISTICS_DURATION;
import static org.wardbell.activities.database.generated.Tables.STATISTICS_SENDER;
import static org.wardbell.activities.database.generated.Tables.STATISTICS_TOTAL;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.HdrHistogram.Histogram;
import org.jooq.BatchBindStep;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Table;
import org.jooq.impl.DSL;
import org.wardbell.activities.statistics.DurationKey.Dimension;

/**
 * The writer of counts and execution times. The caller holds the lock of the generation, so that
 * nobody else changes these rows.
 */
final class CountRows {
  /** Rows of one statement. */
  private static final int CHUNK = 500;

  private CountRows() {}

  /** Adds what was counted. */
  static void add(DSLContext transaction, int generation, Tally tally) {
    inChunks(tally.counts().entrySet(), rows -> addCounts(transaction, generation, rows));
    inChunks(totals(tally).entrySet(), rows -> addTotals(transaction, generation, rows));
    inChunks(senders(tally), rows -> addSenders(transaction, generation, rows));
    inChunks(tally.durations().entrySet(), rows -> addTimes(transaction, generation, rows));
  }

  private static <T> void inChunks(Collection<T> rows, Consumer<List<T>> add) {
    List<T> all = List.copyOf(rows);
    for (int from = 0; from < all.size(); from += CHUNK) {
      add.accept(all.subList(from, Math.min(from + CHUNK, all.size())));
    }
  }

  /** Returns the sums over webhooks, event types and codes. */
  private static Map<CountKey, Tally.Counts> totals(Tally tally) {
    Map<CountKey, Tally.Counts> totals = new TreeMap<>();
    tally
        .counts()
        .forEach(
            (key, counts) -> {
              Tally.Counts total =
                  totals.computeIfAbsent(key.ofAllWebhooks(), _ -> new Tally.Counts());
              total.events += counts.events;
              total.attempts += counts.attempts;
              total.deliveries += counts.deliveries;
            });
    return totals;
  }

  /** Returns the days of webhooks that sent something. */
  private static Collection<CountKey> senders(Tally tally) {
    Collection<CountKey> senders = new TreeSet<>();
    tally
        .counts()
        .forEach(
            (key, counts) -> {
              if (key.step() == StatisticsStep.DAY && counts.attempts > 0) {
                senders.add(key.ofAllOutcomes());
              }
            });
    return senders;
  }

  private static void addCounts(
      DSLContext transaction, int generation, List<Map.Entry<CountKey, Tally.Counts>> rows) {
    Field<?>[] fields = {
      STATISTICS_COUNT.GENERATION,
      STATISTICS_COUNT.STEP,
      STATISTICS_COUNT.CLINIC_ID,
      STATISTICS_COUNT.STARTS_AT,
      STATISTICS_COUNT.WEBHOOK_ID,
      STATISTICS_COUNT.EVENT_TYPE,
      STATISTICS_COUNT.OUTCOME,
      STATISTICS_COUNT.CODE,
      STATISTICS_COUNT.EVENTS,
      STATISTICS_COUNT.ATTEMPTS,
      STATISTICS_COUNT.DELIVERIES
    };
    BatchBindStep batch =
        insertOrUpdate(
            transaction,
            STATISTICS_COUNT,
            fields,
            sums(STATISTICS_COUNT.EVENTS, STATISTICS_COUNT.ATTEMPTS, STATISTICS_COUNT.DELIVERIES));
    for (Map.Entry<CountKey, Tally.Counts> one : rows) {
      CountKey key = one.getKey();
      batch =
          batch.bind(
              generation,
              key.step().name(),
              key.clinic(),
              key.startsAt(),
              key.webhook(),
              key.eventType(),
              key.outcome(),
              key.code(),
              one.getValue().events,
              one.getValue().attempts,
              one.getValue().deliveries);
    }
    batch.execute();
  }

  private static void addTotals(
      DSLContext transaction, int generation, List<Map.Entry<CountKey, Tally.Counts>> rows) {
    Field<?>[] fields = {
      STATISTICS_TOTAL.GENERATION,
      STATISTICS_TOTAL.STEP,
      STATISTICS_TOTAL.CLINIC_ID,
      STATISTICS_TOTAL.STARTS_AT,
      STATISTICS_TOTAL.OUTCOME,
      STATISTICS_TOTAL.EVENTS,
      STATISTICS_TOTAL.ATTEMPTS,
      STATISTICS_TOTAL.DELIVERIES
    };
    BatchBindStep batch =
        insertOrUpdate(
            transaction,
            STATISTICS_TOTAL,
            fields,
            sums(STATISTICS_TOTAL.EVENTS, STATISTICS_TOTAL.ATTEMPTS, STATISTICS_TOTAL.DELIVERIES));
    for (Map.Entry<CountKey, Tally.Counts> one : rows) {
      CountKey key = one.getKey();
      batch =
          batch.bind(
              generation,
              key.step().name(),
              key.clinic(),
              key.startsAt(),
              key.outcome(),
              one.getValue().events,
              one.getValue().attempts,
              one.getValue().deliveries);
    }
    batch.execute();
  }

  private static void addSenders(DSLContext transaction, int generation, List<CountKey> rows) {
    Field<?>[] fields = {
      STATISTICS_SENDER.GENERATION,
      STATISTICS_SENDER.CLINIC_ID,
      STATISTICS_SENDER.WEBHOOK_ID,
      STATISTICS_SENDER.STARTS_AT
    };
    // Most are there already: that is no error, and changes nothing.
    BatchBindStep batch =
        insertOrUpdate(
            transaction,
            STATISTICS_SENDER,
            fields,
            Map.of(STATISTICS_SENDER.STARTS_AT, inserted(STATISTICS_SENDER.STARTS_AT)));
    for (CountKey key : rows) {
      batch = batch.bind(generation, key.clinic(), key.webhook(), key.startsAt());
    }
    batch.execute();
  }

  /** Returns a statement for many rows: each is made, or changed so where its key is there. */
  private static BatchBindStep insertOrUpdate(
      DSLContext transaction, Table<?> table, Field<?>[] fields, Map<Field<?>, Field<?>> changes) {
    return transaction.batch(
        transaction
            .insertInto(table)
            .columns(fields)
            .values(new Object[fields.length])
            .onDuplicateKeyUpdate()
            .set(changes));
  }

  @SafeVarargs
  private static Map<Field<?>, Field<?>> sums(Field<Long>... columns) {
    Map<Field<?>, Field<?>> sums = new LinkedHashMap<>();
    for (Field<Long> column : columns) {
      sums.put(column, column.plus(inserted(column)));
    }
    return sums;
  }

  private static <T> Field<T> inserted(Field<T> column) {
    return DSL.field("values({0})", column.getDataType(), column);
  }

  private static void addTimes(
      DSLContext transaction, int generation, List<Map.Entry<DurationKey, Histogram>> rows) {
    Map<DurationKey, byte[]> stored =
        transaction
            .select(
                STATISTICS_DURATION.STEP,
                STATISTICS_DURATION.CLINIC_ID,
                STATISTICS_DURATION.DIMENSION,
                STATISTICS_DURATION.STARTS_AT,
                STATISTICS_DURATION.VALUE,
                STATISTICS_DURATION.HISTOGRAM)
            .from(STATISTICS_DURATION)
            .where(STATISTICS_DURATION.GENERATION.eq(generation))
            .and(
                row(
                        STATISTICS_DURATION.STEP,
                        STATISTICS_DURATION.CLINIC_ID,
                        STATISTICS_DURATION.DIMENSION,
                        STATISTICS_DURATION.STARTS_AT,
                        STATISTICS_DURATION.VALUE)
                    .in(
                        rows.stream()
                            .map(Map.Entry::getKey)
                            .map(
                                key ->
                                    row(
                                        key.step().name(),
                                        key.clinic(),
                                        key.dimension().name(),
                                        key.startsAt(),
                                        key.value()))
                            .toList()))
            .fetchMap(
                found ->
                    new DurationKey(
                        StatisticsStep.valueOf(found.value1()),
                        found.value2(),
                        Dimension.valueOf(found.value3()),
                        found.value4(),
                        found.value5()),
                found -> found.value6());
    Field<?>[] fields = {
      STATISTICS_DURATION.GENERATION,
      STATISTICS_DURATION.STEP,
      STATISTICS_DURATION.CLINIC_ID,
      STATISTICS_DURATION.DIMENSION,
      STATISTICS_DURATION.STARTS_AT,
      STATISTICS_DURATION.VALUE,
      STATISTICS_DURATION.HISTOGRAM
    };
    BatchBindStep batch =
        insertOrUpdate(
            transaction,
            STATISTICS_DURATION,
            fields,
            Map.of(STATISTICS_DURATION.HISTOGRAM, inserted(STATISTICS_DURATION.HISTOGRAM)));
    for (Map.Entry<DurationKey, Histogram> one : rows) {
      DurationKey key = one.getKey();
      byte[] before = stored.get(key);
      if (before != null) {
        one.getValue().add(Durations.decode(before));
      }
      batch =
          batch.bind(
              generation,
              key.step().name(),
              key.clinic(),
              key.dimension().name(),
              key.startsAt(),
              key.value(),
              Durations.encode(one.getValue()));
    }
    batch.execute();
  }
}
