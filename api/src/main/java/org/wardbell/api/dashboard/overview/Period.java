package org.wardbell.api.dashboard.overview;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.wardbell.activities.statistics.StatisticsFilter;
import org.wardbell.activities.statistics.StatisticsStep;
import org.wardbell.api.problem.ProblemException;

/** The periods of the overview, each with columns of a width that suits it. */
public enum Period {
  HOUR("1h", "1 hour", Duration.ofHours(1), StatisticsStep.MINUTE),
  HOURS("6h", "6 hours", Duration.ofHours(6), StatisticsStep.MINUTE),
  DAY("24h", "24 hours", Duration.ofDays(1), StatisticsStep.HOUR),
  WEEK("7d", "7 days", Duration.ofDays(7), StatisticsStep.HOUR),
  MONTH("30d", "30 days", Duration.ofDays(30), StatisticsStep.DAY),
  QUARTER("90d", "90 days", Duration.ofDays(90), StatisticsStep.DAY);

  private final String code;
  private final String words;
  private final Duration length;
  private final StatisticsStep step;

  Period(String code, String words, Duration length, StatisticsStep step) {
    this.code = code;
    this.words = words;
    this.length = length;
    this.step = step;
  }

  /** Returns the period with a code, or the usual one, a day, for none. */
  static Period of(@Nullable String code) {
    for (Period period : values()) {
      if (period.code.equals(code)) {
        return period;
      }
    }
    if (code != null) {
      throw ProblemException.invalid("period", "is none that there is", "Choose one of the tabs.");
    }
    return DAY;
  }

  /** Returns how an address names it. */
  public String code() {
    return code;
  }

  /** Returns its length in words. */
  public String words() {
    return words;
  }

  public StatisticsStep step() {
    return step;
  }

  /** Returns the question to the statistics, up to a moment. */
  StatisticsFilter until(Instant to, @Nullable UUID clinic) {
    return new StatisticsFilter(clinic, null, null, null, to.minus(length), to, step, null);
  }
}
