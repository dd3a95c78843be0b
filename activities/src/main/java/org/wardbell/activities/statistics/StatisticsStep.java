package org.wardbell.activities.statistics;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/** The width of a column of statistics, by a clinic's own clock. Names are stored. */
public enum StatisticsStep {
  /** Kept for today and yesterday, a day of 25 hours included. */
  MINUTE(Duration.ofHours(50)),
  /** Kept for a quarter. */
  HOUR(Duration.ofDays(100)),
  /** Kept for good: a few rows a day. */
  DAY(null);

  final @Nullable Duration kept;

  StatisticsStep(@Nullable Duration kept) {
    this.kept = kept;
  }

  /** Returns how long columns of this width are kept after they began; null if for good. */
  public @Nullable Duration kept() {
    return kept;
  }

  /** Returns the beginning of the column that a moment is in. */
  public Instant start(Instant at, ZoneId zone) {
    return switch (this) {
      case MINUTE -> at.truncatedTo(ChronoUnit.MINUTES);
      // Not of the universal time: there are zones half an hour off.
      case HOUR -> at.atZone(zone).truncatedTo(ChronoUnit.HOURS).toInstant();
      case DAY -> at.atZone(zone).toLocalDate().atStartOfDay(zone).toInstant();
    };
  }

  /** Returns the beginning of the next column; a day may have 23, 24 or 25 hours. */
  public Instant next(Instant start, ZoneId zone) {
    return switch (this) {
      case MINUTE -> start.plus(1, ChronoUnit.MINUTES);
      case HOUR -> start.plus(1, ChronoUnit.HOURS);
      case DAY -> {
        LocalDate day = start.atZone(zone).toLocalDate();
        yield day.plusDays(1).atStartOfDay(zone).toInstant();
      }
    };
  }

  /**
   * A part of a period, in columns of one width.
   *
   * @param from the beginning of its first column
   * @param to later than the beginning of its last column
   */
  record Span(StatisticsStep step, Instant from, Instant to) {
    /**
     * Returns the fewest columns that add up to the same: a period of hours is its whole days, and
     * the hours before and after them.
     */
    static List<Span> widest(Span period, ZoneId zone) {
      if (period.step() != HOUR) {
        return List.of(period);
      }
      Instant day = DAY.start(period.from(), zone);
      Instant firstDay = day.equals(period.from()) ? day : DAY.next(day, zone);
      Instant lastDay = DAY.start(period.to(), zone);
      if (!firstDay.isBefore(lastDay)) {
        return List.of(period);
      }
      List<Span> spans = new ArrayList<>();
      spans.add(new Span(HOUR, period.from(), firstDay));
      spans.add(new Span(DAY, firstDay, lastDay));
      spans.add(new Span(HOUR, lastDay, period.to()));
      spans.removeIf(span -> span.from().equals(span.to()));
      return spans;
    }

    /** Returns the span with what began up to a day, however long, before it. */
    Span dayBefore() {
      return new Span(step, from.minus(Duration.ofHours(25)), to);
    }

    /** Returns the condition that a column is in one of some spans. */
    static Condition in(List<Span> spans, Field<String> step, Field<Instant> startsAt) {
      return DSL.or(
          spans.stream()
              .map(
                  span ->
                      step.eq(span.step().name())
                          .and(startsAt.ge(span.from()))
                          .and(startsAt.lt(span.to())))
              .toList());
    }
  }
}
