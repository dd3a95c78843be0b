package org.wardbell.activities.delivery.query;

import java.time.Duration;
import java.time.Instant;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record2;
import org.jooq.Table;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/**
 * The numbers of rows that were made round a time. Numbers grow with time but for the length of a
 * transaction, so that the time is looked for by halves in the index on the numbers: some twenty
 * look-ups among a million rows, and no index on the time, which each insert would pay for.
 */
public final class NumbersByTime {
  /** A transaction that inserts lasts seconds; rows may be so much out of order. */
  private static final Duration SLACK = Duration.ofMinutes(1);

  private final DSLContext database;
  private final Table<?> table;
  private final Field<Long> number;
  private final Field<Instant> time;
  private final Condition within;

  public NumbersByTime(
      DSLContext database, Table<?> table, Field<Long> number, Field<Instant> time) {
    this(database, table, number, time, DSL.noCondition());
  }

  /**
   * Creates the search among some rows.
   *
   * @param within those that an index has in the order of their numbers
   */
  NumbersByTime(
      DSLContext database,
      Table<?> table,
      Field<Long> number,
      Field<Instant> time,
      Condition within) {
    this.database = database;
    this.table = table;
    this.number = number;
    this.time = time;
    this.within = within;
  }

  /** Returns a number below which every row is older than this. */
  public long lowest(Instant from) {
    return firstAtOrAfter(from.minus(SLACK));
  }

  /** Returns a number from which on no row is older than this. */
  public long highest(Instant to) {
    return firstAtOrAfter(to.plus(SLACK));
  }

  /**
   * Returns a condition that leaves out what is certainly older, or newer; some of what it lets
   * through may be, too.
   *
   * @param from null for no beginning
   * @param to null for no end
   * @param before where the page before this one ended, so that the end is not looked for; null for
   *     the first page
   */
  Condition between(@Nullable Instant from, @Nullable Instant to, @Nullable Long before) {
    Condition bounds = from == null ? DSL.noCondition() : number.ge(lowest(from));
    if (before != null) {
      return bounds.and(number.lt(before));
    }
    return to == null ? bounds : bounds.and(number.lt(highest(to)));
  }

  /**
   * Returns the lowest of so many numbers from the newest row down, or null if there is none below
   * it. Two look-ups, where counting off rows would walk over all of them.
   */
  @Nullable Long lowestOfNewest(int count, Condition wanted) {
    Long newest = newest(wanted);
    if (newest == null) {
      return null;
    }
    long lowest = newest - count + 1;
    return newest(wanted.and(number.lt(lowest))) == null ? null : (Long) lowest;
  }

  private @Nullable Long newest(Condition wanted) {
    return database
        .select(number)
        .from(table)
        .where(wanted)
        .orderBy(number.desc())
        .limit(1)
        .fetchOne(number);
  }

  /** Returns the number of the last of so many newest rows, or null if there are fewer. */
  @Nullable Long oldestOfNewest(int rows, Condition wanted) {
    return database
        .select(number)
        .from(table)
        .where(wanted)
        .orderBy(number.desc())
        .limit(1)
        .offset(rows - 1)
        .fetchOne(number);
  }

  private long firstAtOrAfter(Instant moment) {
    Long first = end(false);
    Long last = end(true);
    if (first == null || last == null) {
      return 1;
    }
    long low = first;
    long high = last + 1;
    while (low < high) {
      long middle = low + (high - low) / 2;
      Record2<Long, Instant> row =
          database
              .select(number, time)
              .from(table)
              .where(within.and(number.ge(middle)))
              .orderBy(number)
              .limit(1)
              .fetchOne();
      if (row == null || !row.value2().isBefore(moment)) {
        high = middle;
      } else {
        low = row.value1() + 1;
      }
    }
    return low;
  }

  private @Nullable Long end(boolean last) {
    return database
        .select(number)
        .from(table)
        .where(within)
        .orderBy(last ? number.desc() : number.asc())
        .limit(1)
        .fetchOne(number);
  }
}
