package org.wardbell.workflows.appointment;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The slots that a doctor's taken times leave free. */
public final class FreeSlots {
  /** How far behind a taken slot others are looked for. */
  public static final Duration LOOKED_AHEAD = Duration.ofDays(14);

  private FreeSlots() {}

  /**
   * The form of slots.
   *
   * @param length of each, at most {@link SlotRule#MAXIMUM_LENGTH}
   * @param step from one start to the next, counted from the local midnight; a minute at least
   */
  public record Grid(Duration length, Duration step) {}

  /**
   * Returns the first free slots of a window that begin on the grid and end within the window.
   *
   * @param busy in any order; they may overlap
   * @param zone whose midnight begins the grid, anew each day
   */
  public static List<TimeSlot> onGrid(
      List<TimeSlot> busy, TimeSlot window, Grid grid, ZoneId zone, int count) {
    List<TimeSlot> taken = sorted(busy);
    List<TimeSlot> free = new ArrayList<>();
    LocalDate day = window.start().atZone(zone).toLocalDate();
    int passed = 0;
    Instant midnight = day.atStartOfDay(zone).toInstant();
    while (free.size() < count && midnight.isBefore(window.end())) {
      day = day.plusDays(1);
      Instant next = day.atStartOfDay(zone).toInstant();
      for (Instant start = first(midnight, window.start(), grid.step());
          free.size() < count && start.isBefore(next);
          start = start.plus(grid.step())) {
        TimeSlot slot = new TimeSlot(start, start.plus(grid.length()));
        if (slot.end().isAfter(window.end())) {
          return free;
        }
        passed = passOver(taken, passed, start);
        if (isFree(taken, passed, slot)) {
          free.add(slot);
        }
      }
      midnight = next;
    }
    return free;
  }

  private static Instant first(Instant midnight, Instant from, Duration step) {
    if (!from.isAfter(midnight)) {
      return midnight;
    }
    long steps = Duration.between(midnight, from).plus(step).minusNanos(1).dividedBy(step);
    return midnight.plus(step.multipliedBy(steps));
  }

  /**
   * Returns free slots as long as a taken one, one after the other: each begins where something
   * ends, on a whole minute, and not before the taken one does.
   */
  public static List<TimeSlot> following(List<TimeSlot> busy, TimeSlot taken, int count) {
    Duration length = Duration.between(taken.start(), taken.end());
    Instant end = taken.start().plus(LOOKED_AHEAD);
    List<TimeSlot> sorted = sorted(busy);
    List<TimeSlot> free = new ArrayList<>();
    int passed = 0;
    Instant start = wholeMinute(taken.start());
    while (free.size() < count) {
      TimeSlot slot = new TimeSlot(start, start.plus(length));
      if (slot.end().isAfter(end)) {
        return free;
      }
      passed = passOver(sorted, passed, start);
      if (isFree(sorted, passed, slot)) {
        free.add(slot);
        start = slot.end();
      } else {
        start = wholeMinute(sorted.get(passed).end());
      }
    }
    return free;
  }

  private static Instant wholeMinute(Instant time) {
    long seconds = time.getEpochSecond();
    return Instant.ofEpochSecond(Math.ceilDiv(seconds, 60L) * 60);
  }

  /** Orders by end, and joins what overlaps, so that starts are in order as well. */
  private static List<TimeSlot> sorted(List<TimeSlot> busy) {
    List<TimeSlot> joined = new ArrayList<>();
    for (TimeSlot next : busy.stream().sorted(Comparator.comparing(TimeSlot::start)).toList()) {
      TimeSlot last = joined.isEmpty() ? null : joined.getLast();
      if (last == null || next.start().isAfter(last.end())) {
        joined.add(next);
      } else if (next.end().isAfter(last.end())) {
        joined.set(joined.size() - 1, new TimeSlot(last.start(), next.end()));
      }
    }
    return joined;
  }

  /** Returns the first of them that does not end before. */
  private static int passOver(List<TimeSlot> sorted, int from, Instant start) {
    int next = from;
    while (next < sorted.size() && !sorted.get(next).end().isAfter(start)) {
      next++;
    }
    return next;
  }

  private static boolean isFree(List<TimeSlot> sorted, int next, TimeSlot slot) {
    return next == sorted.size() || !sorted.get(next).start().isBefore(slot.end());
  }
}
