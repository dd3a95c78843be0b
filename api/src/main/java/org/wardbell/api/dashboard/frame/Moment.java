package org.wardbell.api.dashboard.frame;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * A moment as a page shows it: relative up to a day, else as date and time; the exact one for
 * whoever points at it.
 *
 * @param iso RFC 3339, in UTC
 * @param exact in the person's zone, which it names
 */
public record Moment(String iso, String exact, String words) {
  private static final DateTimeFormatter EXACT = pattern("EEE d MMM uuuu HH:mm:ss O VV");
  private static final DateTimeFormatter DAY = pattern("d MMM HH:mm");
  private static final DateTimeFormatter YEAR = pattern("d MMM uuuu");
  private static final DateTimeFormatter ON_A_DAY = pattern("EEE d MMM HH:mm");
  private static final DateTimeFormatter IN_A_WEEK = pattern("EEE HH:mm");
  private static final DateTimeFormatter ONLY_DAY = pattern("d MMM");
  private static final DateTimeFormatter TIME = pattern("HH:mm");
  private static final DateTimeFormatter SECOND = pattern("HH:mm:ss");

  private static DateTimeFormatter pattern(String pattern) {
    return DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH);
  }

  /** Returns day of the week, day and time, for what is shown as text only: Fri 27 Nov 15:40. */
  public static String onADay(Instant at, ZoneId zone) {
    return ON_A_DAY.format(at.atZone(zone));
  }

  /** Returns day of the week and time, within a week: Fri 15:40. */
  public static String inAWeek(Instant at, ZoneId zone) {
    return IN_A_WEEK.format(at.atZone(zone));
  }

  /** Returns day and time: 27 Nov 15:40. */
  public static String dayAndTime(Instant at, ZoneId zone) {
    return DAY.format(at.atZone(zone));
  }

  /** Returns the day: 27 Nov. */
  public static String day(Instant at, ZoneId zone) {
    return ONLY_DAY.format(at.atZone(zone));
  }

  /** Returns the time of the day: 15:40. */
  public static String time(Instant at, ZoneId zone) {
    return TIME.format(at.atZone(zone));
  }

  /** Returns the time of the day to the second: 15:40:31. */
  public static String second(Instant at, ZoneId zone) {
    return SECOND.format(at.atZone(zone));
  }

  /** Returns a moment as somebody in that zone sees it now. */
  public static Moment of(Instant at, ZoneId zone, Instant now) {
    ZonedDateTime there = at.atZone(zone);
    return new Moment(at.toString(), EXACT.format(there), words(there, now));
  }

  private static String words(ZonedDateTime there, Instant now) {
    Duration ago = Duration.between(there.toInstant(), now);
    if (ago.abs().compareTo(Duration.ofDays(1)) < 0) {
      String amount = amount(ago.abs());
      return amount.isEmpty() ? "now" : ago.isNegative() ? "in " + amount : amount + " ago";
    }
    return there.getYear() == now.atZone(there.getZone()).getYear()
        ? DAY.format(there)
        : YEAR.format(there);
  }

  private static String amount(Duration much) {
    if (much.toHours() > 0) {
      return much.toHours() + " h";
    }
    if (much.toMinutes() > 0) {
      return much.toMinutes() + " min";
    }
    return much.toSeconds() == 0 ? "" : much.toSeconds() + " s";
  }
}
