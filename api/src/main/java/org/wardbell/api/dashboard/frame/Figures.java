package org.wardbell.api.dashboard.frame;

import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Duration;
import java.util.Locale;

/** The ways in which pages write numbers. */
public final class Figures {
  private static final int DIGITS = 3;
  private static final double MILLIS_PER_SECOND = 1_000;
  private static final double SECONDS_PER_MINUTE = 60;
  private static final double MINUTES_PER_HOUR = 60;

  private Figures() {}

  /** Returns a count, with commas between thousands. */
  public static String count(long count) {
    return String.format(Locale.ENGLISH, "%,d", count);
  }

  /** Returns a count with what is counted: 1 request, 1,040 requests. */
  public static String counted(long count, String one, String many) {
    return count(count) + " " + (count == 1 ? one : many);
  }

  /**
   * Returns a share in percent with three significant digits; never 100 % if something is missing.
   */
  public static String share(long part, long whole) {
    if (whole == 0) {
      return "–";
    }
    if (part == whole) {
      return "100 %";
    }
    double percent = 100.0 * part / whole;
    return percent > 99.9 ? "> 99.9 %" : significant(percent) + " %";
  }

  /** Returns a duration with three significant digits, in the unit that suits it. */
  public static String duration(long millis) {
    if (millis < MILLIS_PER_SECOND) {
      return millis + " ms";
    }
    double seconds = millis / MILLIS_PER_SECOND;
    if (seconds < SECONDS_PER_MINUTE) {
      return significant(seconds) + " s";
    }
    double minutes = seconds / SECONDS_PER_MINUTE;
    return minutes < MINUTES_PER_HOUR
        ? significant(minutes) + " min"
        : significant(minutes / MINUTES_PER_HOUR) + " h";
  }

  /** Returns a duration with three significant digits, in the unit that suits it. */
  public static String duration(Duration duration) {
    return duration(duration.toMillis());
  }

  private static String significant(double value) {
    return BigDecimal.valueOf(value)
        .round(new MathContext(DIGITS))
        .stripTrailingZeros()
        .toPlainString();
  }
}
