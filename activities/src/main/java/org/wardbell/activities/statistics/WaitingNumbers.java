package org.wardbell.activities.statistics;

import static org.wardbell.activities.database.generated.Tables.STATISTICS_WAITING;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;
import org.jspecify.annotations.Nullable;
import org.wardbell.activities.database.DatabaseClock;
import org.wardbell.activities.database.InstantBinding;
import org.wardbell.activities.database.generated.tables.records.StatisticsWaitingRecord;

/**
 * The numbers that were passed and are not counted for good: attempts under way, attempts that were
 * lost, and numbers that nobody sees yet. A number is given out when a row is inserted, and the row
 * is seen when its transaction is committed, so that a lower number may appear after a higher one.
 */
final class WaitingNumbers {
  /** Looked at by one step at most. */
  static final int LOOKED_AT = 500;

  /**
   * After this nobody commits a row any more or records an outcome: MySQL ends a connection that
   * was silent for 8 hours (wait_timeout), and the transaction with it.
   */
  static final Duration PATIENCE = Duration.ofHours(25);

  /** Attempts under way are looked at in each round. */
  private static final Duration OPEN_PAUSE = Duration.ofSeconds(2);

  private static final int LONGEST_PAUSE_SECONDS = 3_600;

  /** The reasons for which a number waits. Names are stored. */
  private enum Kind {
    OPEN,
    GAP,
    LOST
  }

  private record Place(long last, Kind kind, Instant since, @Nullable Instant lostAt) {}

  private final DSLContext transaction;
  private final int generation;
  private final Source source;
  private final Instant now;
  private final Tally tally;

  private final List<Long> gone = new ArrayList<>();
  private final Map<Kind, List<Long>> kept = new HashMap<>();
  private final Map<Long, Place> fresh = new TreeMap<>();

  WaitingNumbers(DSLContext transaction, int generation, Source source, Instant now, Tally tally) {
    this.transaction = transaction;
    this.generation = generation;
    this.source = source;
    this.now = now;
    this.tally = tally;
  }

  /** Notes numbers that are lower than others that were seen, and are not seen. */
  void missing(long first, long last) {
    fresh.put(first, new Place(last, Kind.GAP, now, null));
  }

  /** Counts a row that was seen for the first time, or notes that it is not over. */
  void seen(Fact fact) {
    Instant at = fact.at();
    if (at == null) {
      fresh.put(fact.number(), new Place(fact.number(), Kind.OPEN, now, null));
      return;
    }
    tally.add(fact, at);
    if (fact.isLost()) {
      fresh.put(fact.number(), new Place(fact.number(), Kind.LOST, now, at));
    }
  }

  /** Looks at numbers whose time has come; returns whether there are more of them. */
  boolean look() {
    List<StatisticsWaitingRecord> due =
        transaction
            .selectFrom(STATISTICS_WAITING)
            .where(STATISTICS_WAITING.GENERATION.eq(generation))
            .and(STATISTICS_WAITING.SOURCE.eq(source.stored))
            .and(STATISTICS_WAITING.LOOK_AT.le(now))
            .orderBy(STATISTICS_WAITING.LOOK_AT)
            .limit(LOOKED_AT)
            .fetch();
    List<Long> single =
        due.stream()
            .filter(one -> one.getFirstNumber().equals(one.getLastNumber()))
            .map(StatisticsWaitingRecord::getFirstNumber)
            .toList();
    Map<Long, Fact> found = new HashMap<>();
    if (!single.isEmpty()) {
      source
          .read(transaction, source.number().in(single), LOOKED_AT)
          .forEach(fact -> found.put(fact.number(), fact));
    }
    for (StatisticsWaitingRecord one : due) {
      if (one.getFirstNumber().equals(one.getLastNumber())) {
        look(one, found.get(one.getFirstNumber()));
      } else {
        lookInside(one);
      }
    }
    return due.size() == LOOKED_AT;
  }

  private void look(StatisticsWaitingRecord one, @Nullable Fact fact) {
    Kind kind = Kind.valueOf(one.getKind());
    switch (kind) {
      case OPEN -> {
        if (fact == null) {
          gone.add(one.getFirstNumber()); // The claim was given back, and its row with it.
        } else if (fact.at() == null) {
          keep(one, kind);
        } else {
          gone.add(one.getFirstNumber());
          seen(fact);
        }
      }
      case GAP -> {
        if (fact == null) {
          keepForAWhile(one, kind);
        } else {
          gone.add(one.getFirstNumber());
          seen(fact);
        }
      }
      case LOST -> {
        if (fact == null || fact.isLost()) {
          keepForAWhile(one, kind);
        } else {
          gone.add(one.getFirstNumber());
          tally.remove(fact.asLost(one.getLostAt()), one.getLostAt());
          seen(fact);
        }
      }
    }
  }

  /** Looks for rows in a range of numbers; what is left of it stays. */
  private void lookInside(StatisticsWaitingRecord range) {
    long first = range.getFirstNumber();
    long last = range.getLastNumber();
    List<Fact> appeared = source.read(transaction, source.number().between(first, last), LOOKED_AT);
    if (appeared.isEmpty()) {
      keepForAWhile(range, Kind.GAP);
      return;
    }
    gone.add(first);
    long next = first;
    for (Fact fact : appeared) {
      if (fact.number() > next) {
        fresh.put(next, new Place(fact.number() - 1, Kind.GAP, range.getSince(), null));
      }
      seen(fact);
      next = fact.number() + 1;
    }
    if (next <= last) {
      fresh.put(next, new Place(last, Kind.GAP, range.getSince(), null));
    }
  }

  private void keepForAWhile(StatisticsWaitingRecord one, Kind kind) {
    if (one.getSince().plus(PATIENCE).isBefore(now)) {
      gone.add(one.getFirstNumber());
    } else {
      keep(one, kind);
    }
  }

  private void keep(StatisticsWaitingRecord one, Kind kind) {
    kept.computeIfAbsent(kind, _ -> new ArrayList<>()).add(one.getFirstNumber());
  }

  /** Writes what waits now. */
  void write() {
    if (!gone.isEmpty()) {
      transaction
          .deleteFrom(STATISTICS_WAITING)
          .where(STATISTICS_WAITING.GENERATION.eq(generation))
          .and(STATISTICS_WAITING.SOURCE.eq(source.stored))
          .and(STATISTICS_WAITING.FIRST_NUMBER.in(gone))
          .execute();
    }
    kept.forEach(
        (kind, numbers) ->
            transaction
                .update(STATISTICS_WAITING)
                .set(STATISTICS_WAITING.LOOK_AT, later(kind))
                .where(STATISTICS_WAITING.GENERATION.eq(generation))
                .and(STATISTICS_WAITING.SOURCE.eq(source.stored))
                .and(STATISTICS_WAITING.FIRST_NUMBER.in(numbers))
                .execute());
    if (!fresh.isEmpty()) {
      transaction.batchInsert(fresh.entrySet().stream().map(this::row).toList()).execute();
    }
  }

  private StatisticsWaitingRecord row(Map.Entry<Long, Place> entry) {
    Place place = entry.getValue();
    return new StatisticsWaitingRecord(
        generation,
        source.stored,
        entry.getKey(),
        place.last(),
        place.kind().name(),
        place.since(),
        now.plus(OPEN_PAUSE),
        place.lostAt());
  }

  /** What waits for long is looked at less and less often: after as long as it has waited. */
  private static Field<Instant> later(Kind kind) {
    return kind == Kind.OPEN
        ? DatabaseClock.after(OPEN_PAUSE)
        : DSL.field(
            "utc_timestamp(6) + interval least(greatest(timestampdiff(second, {0}, utc_timestamp(6)), {1}), {2}) second",
            SQLDataType.LOCALDATETIME(6).asConvertedDataType(new InstantBinding()),
            STATISTICS_WAITING.SINCE,
            DSL.inline(OPEN_PAUSE.toSeconds()),
            DSL.inline(LONGEST_PAUSE_SECONDS));
  }
}
