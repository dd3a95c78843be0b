package org.wardbell.activities.template;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.TemporalAccessor;
import org.jspecify.annotations.Nullable;

/** Dates and times as events carry them, written in a pattern. */
final class DateText {
  /** ISO 8601, with a space for the T as KiviCare writes it, and with or without an offset. */
  private static final DateTimeFormatter READ =
      new DateTimeFormatterBuilder()
          .appendOptional(DateTimeFormatter.ISO_LOCAL_DATE)
          .optionalStart()
          .appendLiteral('T')
          .optionalEnd()
          .optionalStart()
          .appendLiteral(' ')
          .optionalEnd()
          .appendOptional(DateTimeFormatter.ISO_LOCAL_TIME)
          .optionalStart()
          .appendOffsetId()
          .optionalEnd()
          .toFormatter();

  private DateText() {}

  /**
   * Returns the text in the pattern; unchanged if it is no date, or lacks a part of the pattern.
   *
   * @param zone of a time that names none
   * @param shown the zone in which it is written, or null for the same
   */
  static String format(
      String text, DateTimeFormatter pattern, ZoneId zone, @Nullable ZoneId shown) {
    TemporalAccessor moment = read(text.strip(), zone);
    if (moment == null) {
      return text;
    }
    try {
      return pattern.format(
          shown != null && moment instanceof ZonedDateTime zoned
              ? zoned.withZoneSameInstant(shown)
              : moment);
    } catch (DateTimeException e) {
      return text;
    }
  }

  /** Returns the moment that a text names, a date's at its beginning; null if it names none. */
  static @Nullable Instant instant(String text, ZoneId zone) {
    return switch (read(text.strip(), zone)) {
      case ZonedDateTime moment -> moment.toInstant();
      case LocalDate date -> date.atStartOfDay(zone).toInstant();
      case null, default -> null;
    };
  }

  private static @Nullable TemporalAccessor read(String text, ZoneId zone) {
    if (text.isEmpty()) {
      return null;
    }
    try {
      return READ.parseBest(
          text,
          parsed -> ZonedDateTime.from(parsed).withZoneSameInstant(zone),
          parsed -> LocalDateTime.from(parsed).atZone(zone),
          LocalDate::from,
          LocalTime::from);
    } catch (DateTimeException e) {
      return null;
    }
  }
}
