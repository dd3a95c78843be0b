package org.wardbell.activities.template;

import java.time.DateTimeException;
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
   */
  static String format(String text, DateTimeFormatter pattern, ZoneId zone) {
    TemporalAccessor moment = read(text.strip(), zone);
    if (moment == null) {
      return text;
    }
    try {
      return pattern.format(moment);
    } catch (DateTimeException e) {
      return text;
    }
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
