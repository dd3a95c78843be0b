package org.wardbell.api.dashboard.appointment;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.wardbell.api.problem.FieldChecks;
import org.wardbell.workflows.appointment.TimeSlot;

/** The times of appointments as a clinic's clocks show them, with the name of what they show. */
public record ClinicTimes(ZoneId zone) {
  private static final DateTimeFormatter DAY = english("EEE d MMM uuuu");
  private static final DateTimeFormatter TIME = english("HH:mm");
  private static final DateTimeFormatter NAMED_TIME = english("HH:mm z");
  private static final DateTimeFormatter FIELD = english("uuuu-MM-dd'T'HH:mm");

  private static final DateTimeFormatter WEEKDAY = english("EEE d MMM");
  private static final DateTimeFormatter DATE = english("d MMM uuuu");

  private static final int EARLIEST_YEAR = 1900;
  private static final int LATEST_YEAR = 2200;

  private static DateTimeFormatter english(String pattern) {
    return DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH);
  }

  /** Returns a day with that of the week: {@code Mon 30 Nov}. */
  static String weekday(LocalDate day) {
    return WEEKDAY.format(day);
  }

  /** Returns a day: {@code 30 Nov 2026}. */
  static String date(LocalDate day) {
    return DATE.format(day);
  }

  /** Returns day and times of a slot: {@code Mon 30 Nov 2026, 09:00–09:30 CET}. */
  public String slot(TimeSlot slot) {
    ZonedDateTime start = slot.start().atZone(zone);
    ZonedDateTime end = slot.end().atZone(zone);
    String until = NAMED_TIME.format(end);
    return DAY.format(start)
        + ", "
        + from(start, end)
        + "–"
        + (start.toLocalDate().equals(end.toLocalDate()) ? until : DAY.format(end) + ", " + until);
  }

  /** Returns the times of a slot: {@code 09:00–09:30 CET}. */
  public String times(TimeSlot slot) {
    ZonedDateTime start = slot.start().atZone(zone);
    ZonedDateTime end = slot.end().atZone(zone);
    return from(start, end) + "–" + NAMED_TIME.format(end);
  }

  /** Names the clock of the start, too, if it was put forward or back in between. */
  private static String from(ZonedDateTime start, ZonedDateTime end) {
    return start.getOffset().equals(end.getOffset())
        ? TIME.format(start)
        : NAMED_TIME.format(start);
  }

  /** Returns day and time of a moment: {@code Mon 30 Nov 2026, 09:00 CET}. */
  public String moment(Instant at) {
    return DAY.format(at.atZone(zone)) + ", " + NAMED_TIME.format(at.atZone(zone));
  }

  /** Returns a moment as a field for date and time has it. */
  public String field(Instant at) {
    return FIELD.format(at.atZone(zone));
  }

  /** Returns the day on which a moment is. */
  public LocalDate day(Instant at) {
    return at.atZone(zone).toLocalDate();
  }

  /**
   * Returns the moment that a field stands for: as a clinic's clock shows it, or with its offset.
   * What a clock shows twice is the first of the two.
   *
   * @return null if nothing was given, or {@code checks} has what is wrong
   */
  public @Nullable Instant moment(String field, @Nullable String text, FieldChecks checks) {
    if (text == null || text.isBlank()) {
      return null;
    }
    try {
      Instant at =
          text.strip().matches(".*(Z|[+-]\\d\\d:\\d\\d)")
              ? OffsetDateTime.parse(text.strip()).toInstant()
              : local(field, LocalDateTime.parse(text.strip()), checks);
      if (at != null && (day(at).getYear() < EARLIEST_YEAR || day(at).getYear() > LATEST_YEAR)) {
        checks.add(field, "is in a year that cannot be meant", "Check the year.");
        return null;
      }
      return at;
    } catch (DateTimeException notATime) {
      checks.add(field, "is no date and time", "Write it like 2026-11-22T09:30.");
      return null;
    }
  }

  private @Nullable Instant local(String field, LocalDateTime time, FieldChecks checks) {
    if (zone.getRules().getValidOffsets(time).isEmpty()) {
      checks.add(
          field,
          "is no time of that day: clocks are put forward then in " + zone,
          "Choose an earlier or a later one.");
      return null;
    }
    return time.atZone(zone).toInstant();
  }

  /** Returns the length of a slot in minutes. */
  static long minutes(TimeSlot slot) {
    return Duration.between(slot.start(), slot.end()).toMinutes();
  }
}
