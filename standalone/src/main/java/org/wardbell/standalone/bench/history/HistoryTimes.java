package org.wardbell.standalone.bench.history;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;

/** The times at which something happens, in their order: evenly, or as in a clinic's week. */
final class HistoryTimes {
  private static final int OPENS = 7;
  private static final int CLOSES = 17;

  /** What still happens in an hour in which the clinic is closed, as a part of an open one. */
  private static final double CLOSED = 0.02;

  private static final double SECONDS_OF_AN_HOUR = 3_600;
  private static final int MICROS_PER_SECOND = 1_000_000;

  private final Instant start;

  /** How much happens up to the end of each hour. */
  private final double[] through;

  private HistoryTimes(Instant start, double[] through) {
    this.start = start;
    this.through = through;
  }

  /** Returns the times of some whole hours. */
  static HistoryTimes of(Instant start, Duration length, boolean isClinic) {
    double[] through = new double[Math.toIntExact(length.toHours())];
    double sum = 0;
    for (int hour = 0; hour < through.length; hour++) {
      sum += isClinic ? weight(start.plus(hour, ChronoUnit.HOURS).atZone(ZoneOffset.UTC)) : 1;
      through[hour] = sum;
    }
    return new HistoryTimes(start, through);
  }

  private static double weight(ZonedDateTime hour) {
    boolean weekend = hour.getDayOfWeek().compareTo(DayOfWeek.FRIDAY) > 0;
    return !weekend && hour.getHour() >= OPENS && hour.getHour() < CLOSES ? 1 : CLOSED;
  }

  /** Returns the time of one of so many. */
  Instant at(int number, int all) {
    double wanted = through[through.length - 1] * number / all;
    int found = Arrays.binarySearch(through, wanted);
    int hour = Math.min(through.length - 1, found < 0 ? -found - 1 : found + 1);
    double before = hour == 0 ? 0 : through[hour - 1];
    double seconds = SECONDS_OF_AN_HOUR * (hour + (wanted - before) / (through[hour] - before));
    return start.plus(Math.round(seconds * MICROS_PER_SECOND), ChronoUnit.MICROS);
  }
}
