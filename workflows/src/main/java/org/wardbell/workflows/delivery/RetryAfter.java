package org.wardbell.workflows.delivery;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The header {@code Retry-After} (RFC 9110, section 10.2.3): seconds, or one of the three forms of
 * a date that section 5.6.7 obliges a recipient to read. Anything else says nothing.
 */
public final class RetryAfter {
  /** The most digits of a sane wait; a longer one is nonsense, not a very long wait. */
  private static final Pattern SECONDS = Pattern.compile("[0-9]{1,10}");

  private static final DateTimeFormatter ASCTIME =
      DateTimeFormatter.ofPattern("EEE MMM ppd HH:mm:ss yyyy", Locale.US);

  /** Two-digit years lie in the century from 1970 on; nobody dates a retry before that. */
  private static final DateTimeFormatter RFC_850 =
      new DateTimeFormatterBuilder()
          .appendPattern("EEEE, dd-MMM-")
          .appendValueReduced(ChronoField.YEAR, 2, 2, 1970)
          .appendPattern(" HH:mm:ss 'GMT'")
          .toFormatter(Locale.US);

  private static final DateTimeFormatter IMF_FIXDATE =
      DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.US);

  private static final List<DateTimeFormatter> DATES = List.of(IMF_FIXDATE, RFC_850, ASCTIME);

  /** The most seconds, three centuries; more is nonsense, not a very long wait. */
  private static final double MOST_SECONDS = 1e10;

  private static final Pattern DECIMAL = Pattern.compile("[0-9]{1,10}(\\.[0-9]{1,9})?");

  private RetryAfter() {}

  /**
   * Returns the wait that the receiver asks for, not yet bounded; zero for a date in the past, null
   * if the header cannot be read.
   *
   * @param now the moment the answer came
   */
  public static @Nullable Duration parse(@Nullable String value, Instant now) {
    if (value == null) {
      return null;
    }
    String trimmed = value.strip();
    if (SECONDS.matcher(trimmed).matches()) {
      return Duration.ofSeconds(Long.parseLong(trimmed));
    }
    Instant date = date(trimmed);
    if (date == null) {
      return null;
    }
    Duration wait = Duration.between(now, date);
    return wait.isNegative() ? Duration.ZERO : wait;
  }

  /**
   * Seconds with a fraction, as the header {@code X-RateLimit-Reset-After} has them.
   *
   * @return not yet bounded; null if it says nothing that can be read
   */
  public static @Nullable Duration parseSeconds(@Nullable String value) {
    return value != null && DECIMAL.matcher(value.strip()).matches()
        ? ofSeconds(Double.parseDouble(value.strip()))
        : null;
  }

  /** Seconds with a fraction, as Discord's {@code retry_after} has them; null for nonsense. */
  public static @Nullable Duration ofSeconds(double seconds) {
    return seconds >= 0 && seconds <= MOST_SECONDS
        ? Duration.ofMillis((long) Math.ceil(seconds * 1_000))
        : null;
  }

  private static @Nullable Instant date(String value) {
    for (DateTimeFormatter format : DATES) {
      Instant date = date(value, format);
      if (date != null) {
        return date;
      }
    }
    return null;
  }

  private static @Nullable Instant date(String value, DateTimeFormatter format) {
    try {
      return LocalDateTime.parse(value, format).toInstant(ZoneOffset.UTC);
    } catch (DateTimeException e) {
      return null;
    }
  }
}
