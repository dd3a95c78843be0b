package org.wardbell.activities.statistics;

import java.time.Instant;
import java.util.Comparator;
import java.util.UUID;

/** The key of one histogram of execution times. */
record DurationKey(
    StatisticsStep step, UUID clinic, Dimension dimension, Instant startsAt, String value)
    implements Comparable<DurationKey> {
  private static final Comparator<DurationKey> ORDER =
      Comparator.comparing(DurationKey::step)
          .thenComparing(DurationKey::clinic)
          .thenComparing(DurationKey::dimension)
          .thenComparing(DurationKey::startsAt)
          .thenComparing(DurationKey::value);

  /** The group of attempts that a histogram is of. Names are stored. */
  enum Dimension {
    ALL,
    WEBHOOK,
    EVENT_TYPE,
    CODE;

    /** Returns whether there are columns of this width: by the minute only those of a chart. */
    boolean isKeptBy(StatisticsStep step) {
      return step != StatisticsStep.MINUTE || this == ALL;
    }
  }

  @Override
  public int compareTo(DurationKey other) {
    return ORDER.compare(this, other);
  }
}
