package org.wardbell.api.dashboard.schedule;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.wardbell.workflows.delivery.RetrySchedule;

/**
 * A line of time with a dot for each try of a schedule: geometry for a picture of any width, in
 * percent of it, and {@value #HEIGHT} px; and the same in words. Waits grow from seconds to a day,
 * so the line is stretched at its beginning (by the cube root of the time); its marks say where one
 * is.
 *
 * @param title the number of tries and their time, as one says it: "Ten tries over three days"
 * @param words each wait, and when it is given up
 * @param marks of the time's axis
 */
public record ScheduleLine(String title, String words, List<Dot> dots, List<Mark> marks) {
  /** Of the picture, in px. */
  public static final int HEIGHT = 48;

  /** Where the first try is, in percent: half of the words below it are to its left. */
  public static final int LEFT = 3;

  private static final int RIGHT = 95;

  /** Marks that are closer than this have no room for their words; in percent. */
  private static final double ROOM = 8.75;

  private static final List<Duration> ROUND =
      List.of(
          Duration.ofSeconds(1),
          Duration.ofSeconds(5),
          Duration.ofSeconds(15),
          Duration.ofMinutes(1),
          Duration.ofMinutes(10),
          Duration.ofHours(1),
          Duration.ofHours(6),
          Duration.ofDays(1),
          Duration.ofDays(3),
          Duration.ofDays(7),
          Duration.ofDays(14));

  public ScheduleLine {
    dots = List.copyOf(dots);
    marks = List.copyOf(marks);
  }

  /**
   * A try.
   *
   * @param words its number, and when it is sent
   */
  public record Dot(double x, String words) {}

  /**
   * A moment on the axis, as the time since the first try.
   *
   * @param isThin whether it is left out where there is little room
   */
  public record Mark(double x, boolean isThin, String words) {}

  /** Returns the line of a schedule, as if each try failed at once. */
  public static ScheduleLine of(RetrySchedule schedule) {
    List<Dot> dots = new ArrayList<>();
    Duration at = Duration.ZERO;
    for (Duration wait : schedule.waits()) {
      at = at.plus(wait);
      int number = dots.size() + 1;
      String when = number == 1 ? "at once" : ScheduleWords.duration(at) + " after the first";
      dots.add(new Dot(x(at, schedule.span()), "Try " + number + ": " + when));
    }
    return new ScheduleLine(
        ScheduleWords.title(schedule), ScheduleWords.of(schedule), dots, marks(schedule.span()));
  }

  private static List<Mark> marks(Duration span) {
    List<Mark> marks = new ArrayList<>();
    marks.add(new Mark(LEFT, false, "at once"));
    double last = LEFT;
    for (Duration round : ROUND) {
      double x = x(round, span);
      if (round.compareTo(span) <= 0 && x - last >= ROOM) {
        marks.add(new Mark(x, marks.size() % 2 == 1, ScheduleWords.duration(round)));
        last = x;
      }
    }
    return marks;
  }

  private static double x(Duration at, Duration span) {
    if (span.isZero()) {
      return LEFT;
    }
    double share = Math.cbrt((double) at.toMillis() / span.toMillis());
    return Math.round((LEFT + (RIGHT - LEFT) * share) * 10) / 10.0;
  }
}
