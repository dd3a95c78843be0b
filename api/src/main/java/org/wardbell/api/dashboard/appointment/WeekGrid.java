package org.wardbell.api.dashboard.appointment;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.wardbell.workflows.appointment.TimeSlot;

/**
 * The drawing of a week: a column for each day, and in it a block for each appointment and busy
 * time. Lengths are those of the drawing.
 *
 * @param notes about clocks that change in that week
 */
public record WeekGrid(
    int width,
    int height,
    List<Column> columns,
    List<Line> lines,
    List<Block> blocks,
    List<String> notes) {
  private static final int GUTTER = 76;
  private static final int COLUMN = 150;
  private static final int DAYS = 7;
  private static final int HEAD = 34;

  /** Half an hour, the usual length, has room for two lines. */
  private static final int PER_HOUR = 64;

  private static final int LEAST = 15;

  /** Shown of each day, and more where something is outside of it. */
  private static final int MORNING = 8;

  private static final int EVENING = 18;

  public WeekGrid {
    columns = List.copyOf(columns);
    lines = List.copyOf(lines);
    blocks = List.copyOf(blocks);
    notes = List.copyOf(notes);
  }

  /** A day. */
  public record Column(int x, int width, String name, boolean isToday) {}

  /** A full hour. */
  public record Line(int y, String label) {}

  /**
   * A stretch of time on one day.
   *
   * @param id of the appointment, or null for busy time
   */
  public record Block(
      int x,
      int y,
      int width,
      int height,
      @Nullable UUID id,
      String style,
      String time,
      String text,
      String status) {}

  /**
   * An appointment or busy time that is to be drawn.
   *
   * @param id of the appointment, or null for busy time
   */
  record Item(TimeSlot slot, @Nullable UUID id, String style, String text, String status) {}

  /** A part of an item on one day, by its places on the axis. */
  private record Part(Item item, int day, int from, int to) {}

  /** Draws a week. */
  static WeekGrid of(LocalDate monday, ZoneId zone, Instant now, List<Item> items) {
    WeekAxis axis = WeekAxis.of(monday, zone);
    List<Part> parts = new ArrayList<>();
    for (int day = 0; day < DAYS; day++) {
      parts.addAll(parts(monday.plusDays(day), day, axis, items));
    }
    int first =
        parts.stream().mapToInt(Part::from).min().orElse(axis.length()) / WeekAxis.MINUTES_PER_HOUR;
    int begin = Math.min(MORNING, first) * WeekAxis.MINUTES_PER_HOUR;
    int last = parts.stream().mapToInt(Part::to).max().orElse(0);
    int evening = EVENING * WeekAxis.MINUTES_PER_HOUR + axis.repeated();
    int end = Math.min(axis.length(), Math.max(evening, roundedUp(last)));
    List<Block> blocks = new ArrayList<>();
    for (int day = 0; day < DAYS; day++) {
      int column = day;
      blocks.addAll(
          blocks(parts.stream().filter(each -> each.day() == column).toList(), begin, zone));
    }
    return new WeekGrid(
        GUTTER + DAYS * COLUMN,
        HEAD + scaled(end - begin) + 1,
        columns(monday, now.atZone(zone).toLocalDate()),
        lines(axis, begin, end),
        blocks,
        notes(monday, zone));
  }

  private static int roundedUp(int minutes) {
    return (minutes + WeekAxis.MINUTES_PER_HOUR - 1)
        / WeekAxis.MINUTES_PER_HOUR
        * WeekAxis.MINUTES_PER_HOUR;
  }

  private static int scaled(int minutes) {
    return minutes * PER_HOUR / WeekAxis.MINUTES_PER_HOUR;
  }

  private static List<Part> parts(LocalDate date, int day, WeekAxis axis, List<Item> items) {
    TimeSlot whole =
        new TimeSlot(
            date.atStartOfDay(axis.zone()).toInstant(),
            date.plusDays(1).atStartOfDay(axis.zone()).toInstant());
    return items.stream()
        .filter(item -> item.slot().overlaps(whole))
        .map(
            item -> {
              int from =
                  item.slot().start().isAfter(whole.start()) ? axis.place(item.slot().start()) : 0;
              int to =
                  item.slot().end().isBefore(whole.end())
                      ? axis.place(item.slot().end().minusSeconds(1)) + 1
                      : axis.length();
              return new Part(item, day, from, Math.max(to, from + 1));
            })
        .sorted(
            Comparator.comparingInt(Part::from)
                .thenComparing(Comparator.comparingInt(Part::to).reversed()))
        .toList();
  }

  /** Lays out a day: what overlaps shares the width. */
  private static List<Block> blocks(List<Part> day, int begin, ZoneId zone) {
    List<Block> blocks = new ArrayList<>();
    int at = 0;
    while (at < day.size()) {
      List<Part> together = new ArrayList<>();
      int until = day.get(at).to();
      while (at < day.size() && (together.isEmpty() || day.get(at).from() < until)) {
        until = Math.max(until, day.get(at).to());
        together.add(day.get(at++));
      }
      blocks.addAll(sideBySide(together, begin, zone));
    }
    return blocks;
  }

  private static List<Block> sideBySide(List<Part> together, int begin, ZoneId zone) {
    List<Integer> ends = new ArrayList<>();
    List<Integer> lanes = new ArrayList<>();
    for (Part part : together) {
      int lane = 0;
      while (lane < ends.size() && ends.get(lane) > part.from()) {
        lane++;
      }
      if (lane == ends.size()) {
        ends.add(part.to());
      } else {
        ends.set(lane, part.to());
      }
      lanes.add(lane);
    }
    ClinicTimes times = new ClinicTimes(zone);
    int width = (COLUMN - 4) / ends.size();
    List<Block> blocks = new ArrayList<>();
    for (int i = 0; i < together.size(); i++) {
      Part part = together.get(i);
      Item item = part.item();
      blocks.add(
          new Block(
              GUTTER + part.day() * COLUMN + 2 + lanes.get(i) * width,
              HEAD + scaled(part.from() - begin),
              Math.max(2, width - 2),
              Math.max(LEAST, scaled(part.to() - part.from())) - 1,
              item.id(),
              item.style(),
              times.times(item.slot()),
              item.text(),
              item.status()));
    }
    return blocks;
  }

  private static List<Column> columns(LocalDate monday, LocalDate today) {
    List<Column> columns = new ArrayList<>();
    for (int day = 0; day < DAYS; day++) {
      LocalDate date = monday.plusDays(day);
      columns.add(
          new Column(GUTTER + day * COLUMN, COLUMN, ClinicTimes.weekday(date), date.equals(today)));
    }
    return columns;
  }

  private static List<Line> lines(WeekAxis axis, int begin, int end) {
    List<Line> lines = new ArrayList<>();
    for (int place = begin; place < end; place++) {
      String label = axis.label(place);
      if (label != null) {
        lines.add(new Line(HEAD + scaled(place - begin), label));
      }
    }
    return lines;
  }

  private static List<String> notes(LocalDate monday, ZoneId zone) {
    Instant start = monday.atStartOfDay(zone).toInstant();
    var change = zone.getRules().nextTransition(start.minusSeconds(1));
    if (change == null
        || !change.getInstant().isBefore(monday.plusWeeks(1).atStartOfDay(zone).toInstant())) {
      return List.of();
    }
    long minutes = change.getDuration().abs().toMinutes();
    return List.of(
        ClinicTimes.weekday(change.getDateTimeBefore().toLocalDate())
            + ": clocks are put "
            + (change.isGap() ? "forward" : "back")
            + " by "
            + minutes
            + " minutes, at "
            + change.getDateTimeBefore().toLocalTime()
            + " to "
            + change.getDateTimeAfter().toLocalTime()
            + ".");
  }
}
