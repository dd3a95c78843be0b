package org.wardbell.activities.statistics;

import static org.wardbell.activities.database.generated.Tables.ATTEMPT;
import static org.wardbell.activities.database.generated.Tables.CLINIC;
import static org.wardbell.activities.database.generated.Tables.EVENT;
import static org.wardbell.activities.database.generated.Tables.STATISTICS_COUNT;
import static org.wardbell.activities.database.generated.Tables.STATISTICS_DURATION;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.wardbell.activities.database.DatabaseClock;

/**
 * The figures of days whose attempts or events were removed meanwhile: they cannot be counted
 * again, so the new generation takes them over from the one before it.
 */
final class StatisticsHistory {
  private final DSLContext database;

  StatisticsHistory(DSLContext database) {
    this.database = database;
  }

  /**
   * Takes over what cannot be counted, in small transactions; may be repeated.
   *
   * @return false if somebody else works on the new generation
   */
  boolean takeOver(int old, int fresh) {
    Instant first = first(old, DSL.noCondition());
    Instant end = end(old);
    if (first == null || end == null) {
      return true;
    }
    List<UUID> clinics = new ArrayList<>(database.select(CLINIC.ID).from(CLINIC).fetch(CLINIC.ID));
    clinics.add(CountKey.NONE);
    Instant now = DatabaseClock.read(database);
    for (StatisticsStep step : StatisticsStep.values()) {
      Instant from = step.kept == null ? first : later(first, now.minus(step.kept));
      // A clinic's first day begins before that of UTC, by 14 hours at most.
      Instant start = from.minus(Duration.ofDays(1));
      while (start.isBefore(end)) {
        Instant stop = earlier(end, start.plus(window(step)));
        for (UUID clinic : clinics) {
          if (!copy(old, fresh, step, clinic, start, stop)) {
            return false;
          }
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

  /** Returns where counting is complete again, or null if nothing was removed. */
  private @Nullable Instant end(int old) {
    Instant attempts =
        end(
            first(old, STATISTICS_COUNT.ATTEMPTS.gt(0L)),
            database
                .select(ATTEMPT.STARTED_AT)
                .from(ATTEMPT)
                .orderBy(ATTEMPT.NUMBER)
                .limit(1)
                .fetchOne(ATTEMPT.STARTED_AT));
    Instant events =
        end(
            first(old, STATISTICS_COUNT.EVENTS.gt(0L)),
            database
                .select(EVENT.ACCEPTED_AT)
                .from(EVENT)
                .orderBy(EVENT.NUMBER)
                .limit(1)
                .fetchOne(EVENT.ACCEPTED_AT));
    return attempts == null || (events != null && events.isAfter(attempts)) ? events : attempts;
  }

  private @Nullable Instant end(@Nullable Instant counted, @Nullable Instant kept) {
    if (counted == null) {
      return null;
    }
    Instant day =
        StatisticsStep.DAY.start(
            kept == null ? DatabaseClock.read(database) : kept, ZoneOffset.UTC);
    return counted.isBefore(day) ? day.plus(Duration.ofDays(1)) : null;
  }

  private @Nullable Instant first(int old, Condition wanted) {
    return database
        .select(STATISTICS_COUNT.STARTS_AT)
        .from(STATISTICS_COUNT)
        .where(STATISTICS_COUNT.GENERATION.eq(old))
        .and(STATISTICS_COUNT.STEP.eq(StatisticsStep.DAY.name()))
        .and(STATISTICS_COUNT.CLINIC_ID.eq(CountKey.NONE))
        .and(wanted)
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
          Condition counts =
              STATISTICS_COUNT
                  .STEP
                  .eq(step.name())
                  .and(STATISTICS_COUNT.CLINIC_ID.eq(clinic))
                  .and(STATISTICS_COUNT.STARTS_AT.ge(from))
                  .and(STATISTICS_COUNT.STARTS_AT.lt(to));
          transaction
              .deleteFrom(STATISTICS_COUNT)
              .where(STATISTICS_COUNT.GENERATION.eq(fresh).and(counts))
              .execute();
          transaction
              .insertInto(STATISTICS_COUNT)
              .select(
                  DSL.select(in(STATISTICS_COUNT.fields(), STATISTICS_COUNT.GENERATION, fresh))
                      .from(STATISTICS_COUNT)
                      .where(STATISTICS_COUNT.GENERATION.eq(old).and(counts)))
              .execute();
          for (DurationKey.Dimension dimension : DurationKey.Dimension.values()) {
            copyTimes(transaction, old, fresh, step, clinic, dimension, from, to);
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
    Condition times =
        STATISTICS_DURATION
            .STEP
            .eq(step.name())
            .and(STATISTICS_DURATION.CLINIC_ID.eq(clinic))
            .and(STATISTICS_DURATION.DIMENSION.eq(dimension.name()))
            .and(STATISTICS_DURATION.STARTS_AT.ge(from))
            .and(STATISTICS_DURATION.STARTS_AT.lt(to));
    transaction
        .deleteFrom(STATISTICS_DURATION)
        .where(STATISTICS_DURATION.GENERATION.eq(fresh).and(times))
        .execute();
    transaction
        .insertInto(STATISTICS_DURATION)
        .select(
            DSL.select(in(STATISTICS_DURATION.fields(), STATISTICS_DURATION.GENERATION, fresh))
                .from(STATISTICS_DURATION)
                .where(STATISTICS_DURATION.GENERATION.eq(old).and(times)))
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
