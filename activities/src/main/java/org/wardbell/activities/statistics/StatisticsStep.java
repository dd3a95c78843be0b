package org.wardbell.activities.statistics;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
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
}
