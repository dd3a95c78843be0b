package org.wardbell.activities.payload;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.wardbell.activities.event.EventFacts;
import org.wardbell.activities.template.Values;
import org.wardbell.activities.template.Variables;
import tools.jackson.databind.JsonNode;

/**
 * The values of one event in the data types of FHIR R4 (section 2.24). A value that does not fit
 * its type is absent: a receiver may reject a whole resource for one value.
 */
record FhirFacts(EventFacts event, Variables variables) {
  /** FHIR's decimals need no more, and receivers round beyond. */
  private static final int MAXIMUM_DIGITS = 18;

  private static final int LAST_YEAR = 9_999;

  /** Returns a string that is not empty and has no control characters, or null. */
  @Nullable String text(String name) {
    return text(value(name));
  }

  static @Nullable String text(@Nullable JsonNode value) {
    if (value == null || value.isContainer()) {
      return null;
    }
    StringBuilder clean = new StringBuilder();
    Values.text(value)
        .codePoints()
        .map(point -> isText(point) ? point : 0xFFFD)
        .forEach(clean::appendCodePoint);
    String stripped = clean.toString().strip();
    // Some validators strip only the white space of XML.
    return stripped.isBlank() ? null : stripped;
  }

  private static boolean isText(int point) {
    return point == '\t'
        || point == '\n'
        || point == '\r'
        || (point >= 0x20 && !(point >= 0xD800 && point <= 0xDFFF) && (point & 0xFFFE) != 0xFFFE);
  }

  @Nullable JsonNode value(String name) {
    return variables.find(List.of(name));
  }

  /** Returns the record's own id. */
  @Nullable String recordId() {
    String id = text(VisibleEvent.idName(event.type()));
    return id == null && event.subject() != null ? text(Values.of(event.subject())) : id;
  }

  /** Returns a date {@code yyyy-MM-dd}, or null. */
  @Nullable String date(String name) {
    LocalDate date = localDate(text(name));
    return date == null ? null : date.toString();
  }

  private static @Nullable LocalDate localDate(@Nullable String text) {
    if (text == null || text.length() < "yyyy-MM-dd".length()) {
      return null;
    }
    try {
      LocalDate date = LocalDate.parse(text.substring(0, "yyyy-MM-dd".length()));
      return date.getYear() < 1 ? null : date;
    } catch (DateTimeException e) {
      return null;
    }
  }

  /** Returns a moment as FHIR's instant, from a value with or without an offset; else null. */
  @Nullable String instant(String name) {
    return instant(text(name), event.clinic().timeZone());
  }

  /** Returns the same in the zone that another value names; null if there is no such zone. */
  @Nullable String instant(String name, String zone) {
    return instant(text(name), zone(text(zone)));
  }

  /** Returns a moment or a day: FHIR's dateTime. */
  @Nullable String dateTime(String name) {
    String instant = instant(name);
    return instant == null ? date(name) : instant;
  }

  /** Returns a moment out of a day and a time of day, in a zone; else null. */
  @Nullable String instant(String date, String time, String zone) {
    String day = date(date);
    String hour = text(time);
    return day == null || hour == null ? null : instant(day + "T" + hour, zone(text(zone)));
  }

  /** Returns the clinic's zone where none is named, and null for a name that is none. */
  private @Nullable ZoneId zone(@Nullable String name) {
    try {
      return name == null ? event.clinic().timeZone() : ZoneId.of(name);
    } catch (DateTimeException e) {
      return null;
    }
  }

  private static @Nullable String instant(@Nullable String text, @Nullable ZoneId zone) {
    if (text == null) {
      return null;
    }
    String iso = text.replaceFirst("^([0-9-]{10}) ", "$1T");
    try {
      boolean complete = iso.matches(".*T.*(?:Z|[+-][0-9:]+)");
      if (!complete && zone == null) {
        return null;
      }
      Instant moment =
          complete
              ? OffsetDateTime.parse(iso).toInstant()
              : LocalDateTime.parse(iso).atZone(zone).toInstant();
      int year = moment.atZone(ZoneOffset.UTC).getYear();
      return year < 2 || year >= LAST_YEAR
          ? null
          : moment.truncatedTo(ChronoUnit.SECONDS).toString();
    } catch (DateTimeException e) {
      return null;
    }
  }

  /** Returns a number, also one that was sent as text; else null. */
  static @Nullable BigDecimal decimal(@Nullable JsonNode value) {
    if (value == null || !(value.isNumber() || value.isString())) {
      return null;
    }
    try {
      BigDecimal number = new BigDecimal(Values.text(value).strip());
      boolean plain = number.scale() >= 0 && number.scale() <= MAXIMUM_DIGITS;
      BigDecimal written = plain ? number : number.stripTrailingZeros();
      return written.precision() > MAXIMUM_DIGITS
              || Math.abs((long) written.scale()) > MAXIMUM_DIGITS
          ? null
          : new BigDecimal(written.toPlainString());
    } catch (NumberFormatException e) {
      return null;
    }
  }
}
