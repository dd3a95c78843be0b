package org.wardbell.activities.statistics;

import static org.wardbell.activities.database.generated.Tables.CLINIC;
import static org.wardbell.activities.database.generated.Tables.STATISTICS_PROGRESS;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.jooq.DSLContext;
import org.wardbell.activities.database.DatabaseClock;

/**
 * The counting of new rows, some thousand in one transaction, which remembers as well how far it
 * came: what is committed was counted once, and what is not was not. Nothing that delivers waits
 * for it, and it waits for nobody: it reads without locks, and whoever finds another process at it
 * leaves it alone.
 */
final class StatisticsRollup {
  /** Rows of one transaction. They are only read; what is written is a row for each sum. */
  static final int ROWS = 5_000;

  private final DSLContext database;

  StatisticsRollup(DSLContext database) {
    this.database = database;
  }

  /** The end of a step. */
  enum Result {
    /** There may be more. */
    MORE,
    /** All that is there was counted. */
    DONE,
    /** Another process counts this generation, or it is there no more. */
    BUSY
  }

  /** Counts the next rows of a source. */
  Result step(int generation, Source source) {
    return database.transactionResult(
        configuration -> {
          DSLContext transaction = configuration.dsl();
          return StatisticsGenerations.lock(transaction, generation)
              ? count(transaction, generation, source)
              : Result.BUSY;
        });
  }

  private static Result count(DSLContext transaction, int generation, Source source) {
    Instant now = DatabaseClock.read(transaction);
    Tally tally = new Tally(zones(transaction), now);
    WaitingNumbers waiting = new WaitingNumbers(transaction, generation, source, now, tally);
    boolean more = waiting.look();
    long through = seenThrough(transaction, generation, source);
    List<Fact> rows = source.read(transaction, source.number().gt(through), ROWS);
    long next = through + 1;
    for (Fact fact : rows) {
      if (fact.number() > next) {
        waiting.missing(next, fact.number() - 1);
      }
      waiting.seen(fact);
      next = fact.number() + 1;
    }
    waiting.write();
    CountRows.add(transaction, generation, tally);
    if (!rows.isEmpty()) {
      seen(transaction, generation, source, next - 1);
    }
    return more || rows.size() == ROWS ? Result.MORE : Result.DONE;
  }

  /** Reads each clinic's zone once. */
  private static Function<UUID, ZoneId> zones(DSLContext transaction) {
    Map<UUID, ZoneId> known = new HashMap<>();
    return clinic ->
        known.computeIfAbsent(
            clinic,
            id ->
                transaction
                    .select(CLINIC.TIME_ZONE)
                    .from(CLINIC)
                    .where(CLINIC.ID.eq(id))
                    .fetchOptional(CLINIC.TIME_ZONE)
                    .map(ZoneId::of)
                    .orElse(ZoneOffset.UTC));
  }

  static long seenThrough(DSLContext dsl, int generation, Source source) {
    return dsl.select(STATISTICS_PROGRESS.SEEN_THROUGH)
        .from(STATISTICS_PROGRESS)
        .where(STATISTICS_PROGRESS.GENERATION.eq(generation))
        .and(STATISTICS_PROGRESS.SOURCE.eq(source.stored))
        .fetchOptional(STATISTICS_PROGRESS.SEEN_THROUGH)
        .orElse(0L);
  }

  private static void seen(DSLContext transaction, int generation, Source source, long through) {
    transaction
        .insertInto(STATISTICS_PROGRESS)
        .set(STATISTICS_PROGRESS.GENERATION, generation)
        .set(STATISTICS_PROGRESS.SOURCE, source.stored)
        .set(STATISTICS_PROGRESS.SEEN_THROUGH, through)
        .onDuplicateKeyUpdate()
        .set(STATISTICS_PROGRESS.SEEN_THROUGH, through)
        .execute();
  }
}
