package org.wardbell.api.statistics;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.wardbell.activities.statistics.StatisticsFilter;
import org.wardbell.activities.statistics.StatisticsGroup;
import org.wardbell.activities.statistics.StatisticsStep;
import org.wardbell.api.problem.FieldChecks;

/** The period that a request asks for, as it was sent. */
record RequestedPeriod(@Nullable String from, @Nullable String to, @Nullable StatisticsStep step) {
  private static final Duration USUAL = Duration.ofDays(1);

  /** Up to this columns are minutes unless the request says otherwise. */
  private static final Duration MINUTES = Duration.ofHours(6);

  /** Up to this they are hours. */
  private static final Duration HOURS = Duration.ofDays(14);

  /** Returns the question, or ends the request with all that is wrong with it. */
  StatisticsFilter filter(
      @Nullable UUID clinic,
      @Nullable UUID webhook,
      @Nullable String eventType,
      @Nullable String code,
      @Nullable StatisticsGroup by) {
    FieldChecks checks = new FieldChecks();
    Instant now = Instant.now();
    Instant askedEnd = checks.optionalTime("to", to);
    Instant end = askedEnd == null ? now : askedEnd;
    Instant askedStart = checks.optionalTime("from", from);
    Instant start = askedStart == null ? end.minus(USUAL) : askedStart;
    StatisticsStep columns = step == null ? fitting(Duration.between(start, end)) : step;
    check(checks, start, end, columns, now);
    StatisticsFilter filter =
        new StatisticsFilter(
            clinic,
            webhook,
            checks.optionalEventType(eventType),
            checks.optionalCode(code),
            start,
            end,
            columns,
            by);
    checks.orThrow();
    return filter;
  }

  private static StatisticsStep fitting(Duration length) {
    if (length.compareTo(MINUTES) <= 0) {
      return StatisticsStep.MINUTE;
    }
    return length.compareTo(HOURS) <= 0 ? StatisticsStep.HOUR : StatisticsStep.DAY;
  }

  private static void check(
      FieldChecks checks, Instant start, Instant end, StatisticsStep step, Instant now) {
    if (!checks.period(start, end)) {
      return;
    }
    Duration width =
        switch (step) {
          case MINUTE -> Duration.ofMinutes(1);
          case HOUR -> Duration.ofHours(1);
          case DAY -> Duration.ofDays(1);
        };
    if (Duration.between(start, end).dividedBy(width) > StatisticsFilter.MAXIMUM_COLUMNS) {
      checks.add(
          "step",
          "makes more than " + StatisticsFilter.MAXIMUM_COLUMNS + " columns of this period",
          "Take a wider step, or a shorter period.");
    }
    Duration kept = step.kept();
    Instant before = start.minus(Duration.between(start, end));
    if (kept != null && before.isBefore(now.minus(kept))) {
      checks.add(
          "step",
          "is kept for the last " + kept.toHours() + " hours only, the period before included",
          "Take a wider step, or a later period.");
    }
  }
}
