package org.wardbell.api.dashboard.webhook;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.wardbell.activities.statistics.ExecutionTimes;
import org.wardbell.activities.statistics.Statistics;
import org.wardbell.api.dashboard.frame.Figures;
import org.wardbell.api.dashboard.frame.Moment;

/**
 * The execution times over a day as two lines, p50 and p95: geometry for a picture of any width and
 * {@value #HEIGHT} px, whose lines are drawn {@value #WIDTH} wide and stretched, and the same as
 * numbers. An hour without requests is a gap.
 *
 * @param lines each a name, the points of its pieces, and its dots
 * @param top what the upper edge stands for, in words
 */
public record TimeLines(List<Line> lines, List<Hour> hours, String top) {
  /** Of the lines, before they are stretched. */
  public static final int WIDTH = 1_000;

  /** Of the picture, in px. */
  public static final int HEIGHT = 148;

  /** The name of a line stands above its last hour, and below it. */
  public static final int TOP = 24;

  /** Where nothing took any time. */
  public static final int BOTTOM = 132;

  private static final int MICROS_PER_MILLI = 1_000;

  public TimeLines {
    lines = List.copyOf(lines);
    hours = List.copyOf(hours);
  }

  /**
   * A line.
   *
   * @param name also its class in the style sheet
   * @param pieces of hours that follow each other, as points of a polyline
   */
  public record Line(String name, List<String> pieces, List<Dot> dots) {
    public Line {
      pieces = List.copyOf(pieces);
      dots = List.copyOf(dots);
    }
  }

  /**
   * An hour on a line.
   *
   * @param x in the lines' own width
   */
  public record Dot(double x, double y, String words) {
    /** Returns where it is, in percent of the picture's width. */
    public double percent() {
      return rounded(100 * x / WIDTH);
    }

    /** Returns at which end the line's name is beside it, so that no edge cuts the name. */
    public String anchor() {
      return x < WIDTH / 2.0 ? "start" : "end";
    }
  }

  /** An hour in which something was timed. */
  public record Hour(String at, long requests, String p50, String p95) {}

  static TimeLines of(Statistics statistics, ZoneId zone) {
    long most = MICROS_PER_MILLI;
    List<Hour> hours = new ArrayList<>();
    for (Statistics.Column column : statistics.series()) {
      ExecutionTimes times = column.times();
      if (times != null) {
        most = Math.max(most, times.p95Micros());
        hours.add(
            new Hour(
                Moment.inAWeek(column.startsAt(), zone),
                times.requests(),
                words(times.p50Micros()),
                words(times.p95Micros())));
      }
    }
    return new TimeLines(
        List.of(line("p50", statistics, most, zone), line("p95", statistics, most, zone)),
        hours,
        words(most));
  }

  private static Line line(String name, Statistics statistics, long most, ZoneId zone) {
    List<String> pieces = new ArrayList<>();
    List<Dot> dots = new ArrayList<>();
    StringBuilder piece = new StringBuilder();
    double step = (double) WIDTH / Math.max(1, statistics.series().size());
    for (int i = 0; i < statistics.series().size(); i++) {
      Statistics.Column column = statistics.series().get(i);
      ExecutionTimes times = column.times();
      if (times == null) {
        end(piece, pieces);
        continue;
      }
      long micros = name.equals("p50") ? times.p50Micros() : times.p95Micros();
      double x = rounded((i + 0.5) * step);
      double y = rounded(BOTTOM - (double) (BOTTOM - TOP) * micros / most);
      piece.append(x).append(',').append(y).append(' ');
      dots.add(
          new Dot(
              x, y, Moment.inAWeek(column.startsAt(), zone) + ": " + name + " " + words(micros)));
    }
    end(piece, pieces);
    return new Line(name, pieces, dots);
  }

  private static void end(StringBuilder piece, List<String> pieces) {
    if (!piece.isEmpty()) {
      pieces.add(piece.toString().strip());
      piece.setLength(0);
    }
  }

  private static double rounded(double value) {
    return Math.round(value * 10) / 10.0;
  }

  static String words(long micros) {
    return micros < MICROS_PER_MILLI
        ? micros + " µs"
        : Figures.duration(Math.round(micros / (double) MICROS_PER_MILLI));
  }
}
