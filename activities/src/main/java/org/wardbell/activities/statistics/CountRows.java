package org.wardbell.activities.statistics;

import static org.jooq.impl.DSL.row;
import static org.wardbell.activities.database.generated.Tables.STATISTICS_COUNT;
import static org.wardbell.activities.database.generated.Tables.STATISTICS_DURATION;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.HdrHistogram.Histogram;
import org.jooq.BatchBindStep;
import org.jooq.DSLContext;
import org.jooq.Field;
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
    List<Map.Entry<CountKey, Tally.Counts>> counts = new ArrayList<>(tally.counts().entrySet());
    for (int from = 0; from < counts.size(); from += CHUNK) {
      addCounts(transaction, generation, counts.subList(from, end(from, counts.size())));
    }
    List<Map.Entry<DurationKey, Histogram>> times = new ArrayList<>(tally.durations().entrySet());
    for (int from = 0; from < times.size(); from += CHUNK) {
      addTimes(transaction, generation, times.subList(from, end(from, times.size())));
    }
  }

  private static int end(int from, int size) {
    return Math.min(from + CHUNK, size);
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
        transaction.batch(
            transaction
                .insertInto(STATISTICS_COUNT)
                .columns(fields)
                .values(new Object[fields.length])
                .onDuplicateKeyUpdate()
                .set(STATISTICS_COUNT.EVENTS, sum(STATISTICS_COUNT.EVENTS))
                .set(STATISTICS_COUNT.ATTEMPTS, sum(STATISTICS_COUNT.ATTEMPTS))
                .set(STATISTICS_COUNT.DELIVERIES, sum(STATISTICS_COUNT.DELIVERIES)));
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

  private static Field<Long> sum(Field<Long> column) {
    return column.plus(inserted(column));
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
        transaction.batch(
            transaction
                .insertInto(STATISTICS_DURATION)
                .columns(fields)
                .values(new Object[fields.length])
                .onDuplicateKeyUpdate()
                .set(STATISTICS_DURATION.HISTOGRAM, inserted(STATISTICS_DURATION.HISTOGRAM)));
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
