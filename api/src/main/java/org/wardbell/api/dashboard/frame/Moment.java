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
  private static final DateTimeFormatter EXACT =
      DateTimeFormatter.ofPattern("EEE d MMM uuuu HH:mm:ss O VV", Locale.ENGLISH);
  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("d MMM HH:mm", Locale.ENGLISH);
  private static final DateTimeFormatter YEAR =
      DateTimeFormatter.ofPattern("d MMM uuuu", Locale.ENGLISH);

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
