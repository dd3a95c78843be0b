package org.wardbell.activities.statistics;

import static org.wardbell.activities.database.generated.Tables.CLINIC;
import static org.wardbell.activities.database.generated.Tables.REMOVAL_MARK;
import static org.wardbell.activities.database.generated.Tables.STATISTICS_COUNT;
import static org.wardbell.activities.database.generated.Tables.STATISTICS_DURATION;
import static org.wardbell.activities.database.generated.Tables.STATISTICS_SENDER;
import static org.wardbell.activities.database.generated.Tables.STATISTICS_TOTAL;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Table;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.wardbell.activities.database.DatabaseClock;

/**
 * The figures of days whose attempts, deliveries or events were removed meanwhile: they cannot be
 * counted again, so the new generation takes them over from the one before it. Each clinic keeps
 * its rows for as long as it wants to, so each has a mark of its own; the sum of all clinics is
 * taken over up to the latest one.
 */
final class StatisticsHistory {
  private final DSLContext database;

  StatisticsHistory(DSLContext database) {
    this.database = database;
  }

  /**
   * Takes over what cannot be counted, in small transactions; may be repeated.
   *
   * @return false if somebody else works on the new generation, or if this thread is to stop
   */
  boolean takeOver(int old, int fresh) {
    Instant now = DatabaseClock.read(database);
    Instant latest = Instant.EPOCH;
    for (Removed removed : removed()) {
      if (!takeOver(old, fresh, removed, now)) {
        return false;
      }
      latest = later(latest, removed.until());
    }
    return takeOver(old, fresh, new Removed(CountKey.NONE, ZoneOffset.UTC, latest), now);
  }

  /**
   * Whose rows were removed.
   *
   * @param zone whose days are taken over
   * @param until when the latest of these rows happened
   */
  private record Removed(UUID clinic, ZoneId zone, Instant until) {
    /**
     * Returns where counting is complete again. A day that is not over is counted from what is
     * there: old figures that may still grow could be taken over too early, or what is added to
     * them counted twice.
     */
    Instant end(Instant now) {
      Instant day = StatisticsStep.DAY.start(until, zone);
      return earlier(
          StatisticsStep.DAY.next(day, zone),
          StatisticsStep.DAY.start(now.minus(WaitingNumbers.PATIENCE), zone));
    }
  }

  private List<Removed> removed() {
    return database
        .select(REMOVAL_MARK.CLINIC_ID, CLINIC.TIME_ZONE, REMOVAL_MARK.REMOVED_UNTIL)
        .from(REMOVAL_MARK)
        .join(CLINIC)
        .on(CLINIC.ID.eq(REMOVAL_MARK.CLINIC_ID))
        .fetch(row -> new Removed(row.value1(), ZoneId.of(row.value2()), row.value3()));
  }

  private boolean takeOver(int old, int fresh, Removed removed, Instant now) {
    Instant first = first(old, removed.clinic());
    Instant end = removed.end(now);
    if (first == null) {
      return true;
    }
    for (StatisticsStep step : StatisticsStep.values()) {
      Instant start = step.kept == null ? first : later(first, now.minus(step.kept));
      while (start.isBefore(end)) {
        Instant stop = earlier(end, start.plus(window(step)));
        if (Thread.currentThread().isInterrupted()
            || !copy(old, fresh, step, removed.clinic(), start, stop)) {
          return false;
        }
        start = stop;
      }
    }
    return true;
  }

  /** So much of a clinic is copied in one transaction. */
  private static Duration window(StatisticsStep step) {
    return switch (step) {
      case MINUTE -> Duration.ofHours(1);
      case HOUR -> Duration.ofDays(1);
      case DAY -> Duration.ofDays(30);
    };
  }

  private static Instant later(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }

  private static Instant earlier(Instant one, Instant other) {
    return one.isBefore(other) ? one : other;
  }

  private @Nullable Instant first(int old, UUID clinic) {
    return database
        .select(STATISTICS_COUNT.STARTS_AT)
        .from(STATISTICS_COUNT)
        .where(STATISTICS_COUNT.GENERATION.eq(old))
        .and(STATISTICS_COUNT.STEP.eq(StatisticsStep.DAY.name()))
        .and(STATISTICS_COUNT.CLINIC_ID.eq(clinic))
        .orderBy(STATISTICS_COUNT.STARTS_AT)
        .limit(1)
        .fetchOne(STATISTICS_COUNT.STARTS_AT);
  }

  private boolean copy(
      int old, int fresh, StatisticsStep step, UUID clinic, Instant from, Instant to) {
    return database.transactionResult(
        configuration -> {
          DSLContext transaction = configuration.dsl();
          if (!StatisticsGenerations.lock(transaction, fresh)) {
            return false;
          }
          copy(
              transaction,
              STATISTICS_COUNT,
              STATISTICS_COUNT.GENERATION,
              old,
              fresh,
              STATISTICS_COUNT
                  .STEP
                  .eq(step.name())
                  .and(STATISTICS_COUNT.CLINIC_ID.eq(clinic))
                  .and(STATISTICS_COUNT.STARTS_AT.ge(from))
                  .and(STATISTICS_COUNT.STARTS_AT.lt(to)));
          copy(
              transaction,
              STATISTICS_TOTAL,
              STATISTICS_TOTAL.GENERATION,
              old,
              fresh,
              STATISTICS_TOTAL
                  .STEP
                  .eq(step.name())
                  .and(STATISTICS_TOTAL.CLINIC_ID.eq(clinic))
                  .and(STATISTICS_TOTAL.STARTS_AT.ge(from))
                  .and(STATISTICS_TOTAL.STARTS_AT.lt(to)));
          if (step == StatisticsStep.DAY) {
            copy(
                transaction,
                STATISTICS_SENDER,
                STATISTICS_SENDER.GENERATION,
                old,
                fresh,
                STATISTICS_SENDER
                    .CLINIC_ID
                    .eq(clinic)
                    .and(STATISTICS_SENDER.STARTS_AT.ge(from))
                    .and(STATISTICS_SENDER.STARTS_AT.lt(to)));
          }
          for (DurationKey.Dimension dimension : DurationKey.Dimension.values()) {
            if (dimension.isKeptBy(step)) {
              copyTimes(transaction, old, fresh, step, clinic, dimension, from, to);
            }
          }
          return true;
        });
  }

  private static void copyTimes(
      DSLContext transaction,
      int old,
      int fresh,
      StatisticsStep step,
      UUID clinic,
      DurationKey.Dimension dimension,
      Instant from,
      Instant to) {
    copy(
        transaction,
        STATISTICS_DURATION,
        STATISTICS_DURATION.GENERATION,
        old,
        fresh,
        STATISTICS_DURATION
            .STEP
            .eq(step.name())
            .and(STATISTICS_DURATION.CLINIC_ID.eq(clinic))
            .and(STATISTICS_DURATION.DIMENSION.eq(dimension.name()))
            .and(STATISTICS_DURATION.STARTS_AT.ge(from))
            .and(STATISTICS_DURATION.STARTS_AT.lt(to)));
  }

  /** Puts some rows of the old generation into the place of those of the new one. */
  private static void copy(
      DSLContext transaction,
      Table<?> table,
      Field<Integer> generation,
      int old,
      int fresh,
      Condition which) {
    transaction.deleteFrom(table).where(generation.eq(fresh).and(which)).execute();
    transaction
        .insertInto(table)
        .select(
            DSL.select(in(table.fields(), generation, fresh))
                .from(table)
                .where(generation.eq(old).and(which)))
        .execute();
  }

  /** Returns the columns of a row in another generation. */
  private static Field<?>[] in(Field<?>[] fields, Field<Integer> generation, int number) {
    Field<?>[] columns = fields.clone();
    for (int i = 0; i < columns.length; i++) {
      if (columns[i].equals(generation)) {
        columns[i] = DSL.inline(number);
      }
    }
    return columns;
  }
}
