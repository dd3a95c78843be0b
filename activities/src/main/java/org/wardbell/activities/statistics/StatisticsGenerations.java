package org.wardbell.activities.statistics;

import static org.wardbell.activities.database.generated.Tables.STATISTICS_COUNT;
import static org.wardbell.activities.database.generated.Tables.STATISTICS_DURATION;
import static org.wardbell.activities.database.generated.Tables.STATISTICS_GENERATION;
import static org.wardbell.activities.database.generated.Tables.STATISTICS_PROGRESS;
import static org.wardbell.activities.database.generated.Tables.STATISTICS_SENDER;
import static org.wardbell.activities.database.generated.Tables.STATISTICS_TOTAL;
import static org.wardbell.activities.database.generated.Tables.STATISTICS_WAITING;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Table;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.wardbell.activities.database.DatabaseClock;

/**
 * The generations of statistics. One is shown. To make statistics anew, a second one is counted
 * from the first row on beside it; when it has seen as much, it takes the first one's place.
 */
final class StatisticsGenerations {
  /** Rows that one transaction removes. */
  private static final int CHUNK = 500;

  /** A query that began with the old one has ended by then. */
  private static final Duration OLD_KEPT = Duration.ofMinutes(1);

  private static final String CURRENT = "CURRENT";
  private static final String BUILDING = "BUILDING";
  private static final String OLD = "OLD";

  private final DSLContext database;

  StatisticsGenerations(DSLContext database) {
    this.database = database;
  }

  /** Takes the lock of a generation; false if somebody else has it, or it is there no more. */
  static boolean lock(DSLContext transaction, int generation) {
    return transaction
            .select(STATISTICS_GENERATION.GENERATION)
            .from(STATISTICS_GENERATION)
            .where(STATISTICS_GENERATION.GENERATION.eq(generation))
            .and(STATISTICS_GENERATION.STATE.in(CURRENT, BUILDING))
            .forUpdate()
            .skipLocked()
            .fetchOne()
        != null;
  }

  /**
   * A generation.
   *
   * @param countedAt all that had happened by then is counted; null if never
   */
  record Generation(int number, Instant beganAt, @Nullable Instant countedAt) {}

  /** Returns the one that is shown. */
  Generation current() {
    return find(CURRENT).orElseThrow(() -> new IllegalStateException("a migration made one"));
  }

  /** Returns the one that is made anew just now. */
  Optional<Generation> building() {
    return find(BUILDING);
  }

  private Optional<Generation> find(String state) {
    return database
        .selectFrom(STATISTICS_GENERATION)
        .where(STATISTICS_GENERATION.STATE.eq(state))
        .orderBy(STATISTICS_GENERATION.GENERATION)
        .limit(1)
        .fetchOptional(
            row -> new Generation(row.getGeneration(), row.getBeganAt(), row.getCountedAt()));
  }

  /**
   * Begins to make statistics anew, inside the caller's transaction.
   *
   * @return false if that has begun already
   */
  static boolean begin(DSLContext transaction) {
    // The current one's lock is that of all changes of states.
    transaction
        .select(STATISTICS_GENERATION.GENERATION)
        .from(STATISTICS_GENERATION)
        .where(STATISTICS_GENERATION.STATE.eq(CURRENT))
        .forUpdate()
        .fetch();
    if (transaction.fetchExists(STATISTICS_GENERATION, STATISTICS_GENERATION.STATE.eq(BUILDING))) {
      return false;
    }
    transaction
        .insertInto(STATISTICS_GENERATION)
        .set(STATISTICS_GENERATION.STATE, BUILDING)
        .set(STATISTICS_GENERATION.BEGAN_AT, DatabaseClock.now())
        .execute();
    return true;
  }

  /** Notes that all was counted that had happened by then. */
  void counted(int generation, Instant through) {
    database
        .update(STATISTICS_GENERATION)
        .set(STATISTICS_GENERATION.COUNTED_AT, through)
        .where(STATISTICS_GENERATION.GENERATION.eq(generation))
        .and(
            STATISTICS_GENERATION
                .COUNTED_AT
                .isNull()
                .or(STATISTICS_GENERATION.COUNTED_AT.lt(through)))
        .execute();
  }

  /** Puts the new generation in the old one's place if it has seen as much. */
  boolean replace(int old, int fresh) {
    return database.transactionResult(
        configuration -> {
          DSLContext transaction = configuration.dsl();
          if (!lock(transaction, old) || !lock(transaction, fresh)) {
            return false;
          }
          boolean behind =
              Arrays.stream(Source.values())
                  .anyMatch(source -> isBehind(transaction, source, old, fresh));
          if (behind) {
            return false;
          }
          state(transaction, old, OLD);
          state(transaction, fresh, CURRENT);
          return true;
        });
  }

  /** Asks for a row, because the rows of the highest numbers may have been removed meanwhile. */
  private static boolean isBehind(DSLContext transaction, Source source, int old, int fresh) {
    long seen = StatisticsRollup.seenThrough(transaction, fresh, source);
    long wanted = StatisticsRollup.seenThrough(transaction, old, source);
    return seen < wanted
        && !source.read(transaction, source.number().between(seen + 1, wanted), 1).isEmpty();
  }

  private static void state(DSLContext transaction, int generation, String state) {
    transaction
        .update(STATISTICS_GENERATION)
        .set(STATISTICS_GENERATION.STATE, state)
        .set(STATISTICS_GENERATION.COUNTED_AT, DatabaseClock.now())
        .where(STATISTICS_GENERATION.GENERATION.eq(generation))
        .execute();
  }

  /** Removes what was replaced, in small transactions. */
  void removeOld() {
    List<Integer> old =
        database
            .select(STATISTICS_GENERATION.GENERATION)
            .from(STATISTICS_GENERATION)
            .where(STATISTICS_GENERATION.STATE.eq(OLD))
            .and(STATISTICS_GENERATION.COUNTED_AT.lt(DatabaseClock.after(OLD_KEPT.negated())))
            .fetch(STATISTICS_GENERATION.GENERATION);
    for (int generation : old) {
      remove(generation);
    }
  }

  private void remove(int generation) {
    if (empty(STATISTICS_COUNT, STATISTICS_COUNT.GENERATION.eq(generation))
        && empty(STATISTICS_TOTAL, STATISTICS_TOTAL.GENERATION.eq(generation))
        && empty(STATISTICS_SENDER, STATISTICS_SENDER.GENERATION.eq(generation))
        && empty(STATISTICS_DURATION, STATISTICS_DURATION.GENERATION.eq(generation))
        && empty(STATISTICS_WAITING, STATISTICS_WAITING.GENERATION.eq(generation))
        && empty(STATISTICS_PROGRESS, STATISTICS_PROGRESS.GENERATION.eq(generation))) {
      empty(STATISTICS_GENERATION, STATISTICS_GENERATION.GENERATION.eq(generation));
    }
  }

  /** Removes rows in small transactions; returns false if this thread is to stop. */
  private boolean empty(Table<?> table, Condition which) {
    int removed = CHUNK;
    while (removed == CHUNK && !Thread.currentThread().isInterrupted()) {
      removed = database.deleteFrom(table).where(which).limit(CHUNK).execute();
    }
    return removed < CHUNK;
  }

  /** Removes columns of minutes and hours that are older than they are kept. */
  void removeExpired(int generation) {
    for (StatisticsStep step : StatisticsStep.values()) {
      if (step.kept != null) {
        Field<Instant> until = DatabaseClock.after(step.kept.negated());
        for (UUID clinic : withColumnsBefore(generation, step, until)) {
          removeExpired(generation, step, clinic, until);
        }
      }
    }
  }

  /** Finds them by the first column of each clinic, in one walk over the primary key. */
  private List<UUID> withColumnsBefore(int generation, StatisticsStep step, Field<Instant> until) {
    return database
        .select(STATISTICS_COUNT.CLINIC_ID)
        .from(STATISTICS_COUNT)
        .where(STATISTICS_COUNT.GENERATION.eq(generation))
        .and(STATISTICS_COUNT.STEP.eq(step.name()))
        .groupBy(STATISTICS_COUNT.CLINIC_ID)
        .having(DSL.min(STATISTICS_COUNT.STARTS_AT).lt(until))
        .fetch(STATISTICS_COUNT.CLINIC_ID);
  }

  /** Counts come last: a clinic is found by them. */
  private void removeExpired(
      int generation, StatisticsStep step, UUID clinic, Field<Instant> until) {
    for (DurationKey.Dimension dimension : DurationKey.Dimension.values()) {
      if (dimension.isKeptBy(step)
          && !empty(
              STATISTICS_DURATION,
              STATISTICS_DURATION
                  .GENERATION
                  .eq(generation)
                  .and(STATISTICS_DURATION.STEP.eq(step.name()))
                  .and(STATISTICS_DURATION.CLINIC_ID.eq(clinic))
                  .and(STATISTICS_DURATION.DIMENSION.eq(dimension.name()))
                  .and(STATISTICS_DURATION.STARTS_AT.lt(until)))) {
        return;
      }
    }
    if (!empty(
        STATISTICS_TOTAL,
        STATISTICS_TOTAL
            .GENERATION
            .eq(generation)
            .and(STATISTICS_TOTAL.STEP.eq(step.name()))
            .and(STATISTICS_TOTAL.CLINIC_ID.eq(clinic))
            .and(STATISTICS_TOTAL.STARTS_AT.lt(until)))) {
      return;
    }
    empty(
        STATISTICS_COUNT,
        STATISTICS_COUNT
            .GENERATION
            .eq(generation)
            .and(STATISTICS_COUNT.STEP.eq(step.name()))
            .and(STATISTICS_COUNT.CLINIC_ID.eq(clinic))
            .and(STATISTICS_COUNT.STARTS_AT.lt(until)));
  }
}
