package org.wardbell.api.dashboard.appointment;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.zone.ZoneOffsetTransition;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The axis of hours that the days of a week share, in minutes from midnight by the clock. If clocks
 * are put back in that week, the hour that comes twice has its place twice; other days leave the
 * second one empty. An hour that is left out stays empty on its day.
 *
 * @param repeatedFrom the minute of the day at which what comes twice begins, or the day's end
 * @param repeated how many minutes come twice
 */
record WeekAxis(ZoneId zone, int repeatedFrom, int repeated) {
  static final int MINUTES_PER_HOUR = 60;
  static final int MINUTES_PER_DAY = 24 * MINUTES_PER_HOUR;

  private static final int SECONDS_PER_MINUTE = 60;

  /** Returns the axis of the week that begins on this day. */
  static WeekAxis of(LocalDate monday, ZoneId zone) {
    ZoneOffsetTransition change =
        zone.getRules().nextTransition(monday.atStartOfDay(zone).toInstant().minusSeconds(1));
    if (change == null
        || !change.isOverlap()
        || !change.getInstant().isBefore(monday.plusWeeks(1).atStartOfDay(zone).toInstant())) {
      return new WeekAxis(zone, MINUTES_PER_DAY, 0);
    }
    return new WeekAxis(
        zone,
        minute(change.getDateTimeAfter().toLocalTime()),
        (int) change.getDuration().abs().toMinutes());
  }

  private static int minute(LocalTime time) {
    return time.toSecondOfDay() / SECONDS_PER_MINUTE;
  }

  /** Returns the place of a moment. */
  int place(Instant at) {
    ZonedDateTime there = at.atZone(zone);
    int minute = minute(there.toLocalTime());
    return minute >= repeatedFrom + repeated || (minute >= repeatedFrom && isSecond(there))
        ? minute + repeated
        : minute;
  }

  /** Returns whether a clock shows this for the second time. */
  private static boolean isSecond(ZonedDateTime there) {
    return there.getZone().getRules().getValidOffsets(there.toLocalDateTime()).size() > 1
        && there.getOffset().equals(there.withLaterOffsetAtOverlap().getOffset());
  }

  int length() {
    return MINUTES_PER_DAY + repeated;
  }

  /** Returns what stands at a place that is a full hour, or null. */
  @Nullable String label(int place) {
    int minute = place < repeatedFrom + repeated ? place : place - repeated;
    if (minute % MINUTES_PER_HOUR != 0) {
      return null;
    }
    String hour = String.format(Locale.ROOT, "%02d:00", minute / MINUTES_PER_HOUR);
    return repeated > 0 && place >= repeatedFrom + repeated && place < repeatedFrom + 2 * repeated
        ? hour + " again"
        : hour;
  }
}
