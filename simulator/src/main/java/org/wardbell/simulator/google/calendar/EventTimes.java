package org.wardbell.simulator.google.calendar;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The {@code start} and {@code end} of events, read and written. */
public final class EventTimes {

  private static final DateTimeFormatter WITH_OFFSET =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ssXXX");

  private EventTimes() {}

  /**
   * Returns the moment of a {@code {date}} or {@code {dateTime, timeZone}}; a date begins at
   * midnight.
   */
  public static Instant instant(JsonNode time, ZoneId calendarZone) {
    String date = time.path("date").asString("");
    String dateTime = time.path("dateTime").asString("");
    try {
      if (!date.isEmpty()) {
        return LocalDate.parse(date).atStartOfDay(calendarZone).toInstant();
      }
      if (hasOffset(dateTime)) {
        return OffsetDateTime.parse(dateTime).toInstant();
      }
      return LocalDateTime.parse(dateTime).atZone(zone(time, calendarZone)).toInstant();
    } catch (DateTimeException e) {
      throw GoogleException.invalid(
          "Invalid value for: Invalid format: \"" + date + dateTime + "\"");
    }
  }

  /**
   * Checks a time and writes it as Google answers it: in the calendar's own offset, regardless of
   * the given one, so that a client has to compare moments and not texts.
   */
  static void normalise(ObjectNode event, String field, ZoneId calendarZone) {
    JsonNode time = event.path(field);
    boolean allDay = time.hasNonNull("date");
    if (!allDay && !time.hasNonNull("dateTime")) {
      throw new GoogleException(400, "required", "Missing " + field + " time.");
    }
    if (allDay && time.hasNonNull("dateTime")) {
      // Objects are merged in a patch: who replaces one of the two has to send null for the other.
      throw GoogleException.invalid("Invalid " + field + " time.");
    }
    if (allDay) {
      instant(time, calendarZone);
      String date = time.path("date").asString("");
      event.putObject(field).put("date", date);
      return;
    }
    if (!hasOffset(time.path("dateTime").asString("")) && !time.hasNonNull("timeZone")) {
      throw new GoogleException(
          400, "required", "Missing time zone definition for " + field + " time.");
    }
    Instant moment = instant(time, calendarZone);
    ObjectNode answer = event.putObject(field);
    answer.put("dateTime", WITH_OFFSET.format(moment.atZone(calendarZone)));
    answer.put("timeZone", zone(time, calendarZone).getId());
  }

  /**
   * Writes a moment into an event, or into a patch that turns an all-day event into a timed one.
   */
  public static ObjectNode timed(
      ObjectNode event, String field, Instant moment, ZoneId calendarZone) {
    ObjectNode time = event.putObject(field);
    time.put("dateTime", WITH_OFFSET.format(moment.atZone(calendarZone)));
    time.put("timeZone", calendarZone.getId());
    time.putNull("date");
    return time;
  }

  static ZoneId zone(JsonNode time, ZoneId calendarZone) {
    String name = time.path("timeZone").asString("");
    return name.isEmpty() ? calendarZone : named(name, null);
  }

  /** Returns a zone by its name; 400 when there is none, naming the parameter at fault. */
  static ZoneId named(String name, @Nullable String parameter) {
    try {
      return ZoneId.of(name);
    } catch (DateTimeException e) {
      throw new GoogleException(400, "invalid", "Invalid time zone definition: " + name, parameter);
    }
  }

  /** Writes a time that has an offset in the offset of another zone; leaves all others alone. */
  static void show(ObjectNode event, String field, ZoneId zone) {
    if (event.path(field) instanceof ObjectNode time && time.hasNonNull("dateTime")) {
      time.put("dateTime", WITH_OFFSET.format(instant(time, zone).atZone(zone)));
    }
  }

  private static boolean hasOffset(String dateTime) {
    int clock = dateTime.indexOf('T');
    return clock > 0
        && (dateTime.endsWith("Z")
            || dateTime.indexOf('+', clock) > 0
            || dateTime.indexOf('-', clock) > 0);
  }
}
