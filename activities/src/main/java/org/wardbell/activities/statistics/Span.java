package org.wardbell.activities.statistics;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.impl.DSL;

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
    if (period.step() != StatisticsStep.HOUR) {
      return List.of(period);
    }
    Instant day = StatisticsStep.DAY.start(period.from(), zone);
    Instant firstDay = day.equals(period.from()) ? day : StatisticsStep.DAY.next(day, zone);
    Instant lastDay = StatisticsStep.DAY.start(period.to(), zone);
    if (!firstDay.isBefore(lastDay)) {
      return List.of(period);
    }
    List<Span> spans = new ArrayList<>();
    spans.add(new Span(StatisticsStep.HOUR, period.from(), firstDay));
    spans.add(new Span(StatisticsStep.DAY, firstDay, lastDay));
    spans.add(new Span(StatisticsStep.HOUR, lastDay, period.to()));
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
