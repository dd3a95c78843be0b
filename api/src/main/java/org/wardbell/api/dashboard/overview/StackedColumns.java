package org.wardbell.api.dashboard.overview;

import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.wardbell.activities.statistics.Statistics;
import org.wardbell.activities.statistics.StatisticsStep;
import org.wardbell.activities.statistics.Totals;
import org.wardbell.api.dashboard.frame.Figures;
import org.wardbell.api.dashboard.frame.Moment;
import org.wardbell.workflows.delivery.DeliveryStatus;

/**
 * A chart of deliveries over time, stacked by how they ended: geometry for a picture of any width,
 * of which places are shares in percent, and of 220 px; and the same as numbers.
 *
 * @param total of all columns
 * @param lines the horizontal lines with what they stand for
 * @param labels of the time axis
 */
public record StackedColumns(
    List<Column> columns, List<Line> lines, List<Label> labels, long total) {
  private static final int WIDTH = 100;

  /** Beyond it the words of a label would not end within the picture. */
  private static final int LAST_LABEL = 86;

  private static final int TOP = 10;
  private static final int BOTTOM = 190;
  private static final int LINES = 4;
  private static final int LABELS = 6;

  public StackedColumns {
    columns = List.copyOf(columns);
    lines = List.copyOf(lines);
    labels = List.copyOf(labels);
  }

  /**
   * A column, with its place and width in percent.
   *
   * @param words its beginning, and each count, for who points at it
   * @param address of the list of the deliveries that it counts
   */
  public record Column(
      String at,
      String words,
      String address,
      double x,
      double width,
      List<Part> parts,
      long delivered,
      long failed,
      long refused,
      long cancelled) {
    /** Of a column's width, on each side of its bar. */
    private static final double GAP = 0.1;

    public Column {
      parts = List.copyOf(parts);
    }

    /** Returns where its bar begins, in percent. */
    public double barX() {
      return exact(x + width * GAP);
    }

    /** Returns how wide its bar is, in percent. */
    public double barWidth() {
      return exact(width * (1 - 2 * GAP));
    }
  }

  /**
   * A part of a column.
   *
   * @param style the class of its outcome
   */
  public record Part(String style, double y, double height) {}

  /** A horizontal line. */
  public record Line(double y, String words) {}

  /**
   * A moment in the period at which something was done.
   *
   * @param part of the period that had passed, 0 to 1
   * @param words what was done, and when
   */
  public record Mark(double part, String words) {
    /** Returns where it is, in percent of the picture's width. */
    public double x() {
      return exact(WIDTH * part);
    }
  }

  /**
   * A label of the time axis.
   *
   * @param x where its words begin, in percent
   * @param isThin whether it is left out where there is little room
   */
  public record Label(double x, boolean isThin, String words) {}

  /**
   * Returns the chart of a period, with times as somebody in that zone reads them.
   *
   * @param list the address of the list of the deliveries that are counted, to which the times of a
   *     column are added
   */
  public static StackedColumns of(
      Statistics statistics, StatisticsStep step, ZoneId zone, String list) {
    String times = list + (list.contains("?") ? "&" : "?") + "ended_from=%s&ended_to=%s";
    long most = 1;
    long total = 0;
    for (Statistics.Column column : statistics.series()) {
      long ended = ended(column.totals());
      most = Math.max(most, ended);
      total += ended;
    }
    long top = rounded(most);
    double width = (double) WIDTH / Math.max(1, statistics.series().size());
    List<Column> columns = new ArrayList<>();
    List<Label> labels = new ArrayList<>();
    int every = Math.max(1, statistics.series().size() / LABELS);
    for (int i = 0; i < statistics.series().size(); i++) {
      Statistics.Column column = statistics.series().get(i);
      double x = i * width;
      Instant end =
          i + 1 < statistics.series().size()
              ? statistics.series().get(i + 1).startsAt()
              : step.next(column.startsAt(), statistics.zone());
      columns.add(
          column(
              column.startsAt(),
              times.formatted(column.startsAt(), end),
              column.totals(),
              x,
              width,
              top,
              zone));
      if (i % every == 0 && x <= LAST_LABEL) {
        boolean isThin = labels.size() % 2 == 1;
        labels.add(new Label(exact(x), isThin, label(column.startsAt(), step, zone)));
      }
    }
    return new StackedColumns(columns, lines(top), labels, total);
  }

  private static long ended(Totals totals) {
    return totals.deliveries().values().stream().mapToLong(Long::longValue).sum();
  }

  private static long of(Totals totals, DeliveryStatus status) {
    return totals.deliveries().getOrDefault(status, 0L);
  }

  private static Column column(
      Instant at, String address, Totals totals, double x, double width, long top, ZoneId zone) {
    long delivered = of(totals, DeliveryStatus.DELIVERED);
    long failed = of(totals, DeliveryStatus.EXHAUSTED);
    long refused = of(totals, DeliveryStatus.REFUSED) + of(totals, DeliveryStatus.GONE);
    long cancelled = of(totals, DeliveryStatus.CANCELLED);
    List<Part> parts = new ArrayList<>();
    double y = part(parts, "delivered", delivered, BOTTOM, top);
    y = part(parts, "failed", failed, y, top);
    y = part(parts, "refused", refused, y, top);
    double _ = part(parts, "idle", cancelled, y, top);
    String when = Moment.onADay(at, zone);
    String words =
        "%s: %s delivered, %s given up, %s refused, %s cancelled"
            .formatted(
                when,
                Figures.count(delivered),
                Figures.count(failed),
                Figures.count(refused),
                Figures.count(cancelled));
    return new Column(
        when, words, address, exact(x), exact(width), parts, delivered, failed, refused, cancelled);
  }

  /** Adds a part on top of what is there; returns where the next one begins. */
  private static double part(List<Part> parts, String style, long count, double y, long top) {
    if (count == 0) {
      return y;
    }
    double height = (double) (BOTTOM - TOP) * count / top;
    parts.add(new Part(style, rounded(y - height), rounded(height)));
    return y - height;
  }

  private static List<Line> lines(long top) {
    int parts = Long.toString(top).startsWith("2") ? LINES : LINES + 1;
    List<Line> lines = new ArrayList<>();
    for (int i = 0; i <= parts; i++) {
      long value = top * i / parts;
      double y = BOTTOM - (double) (BOTTOM - TOP) * i / parts;
      lines.add(new Line(rounded(y), Figures.count(value)));
    }
    return lines;
  }

  /** Returns the next number that looks like a scale's: 1, 2 or 5 with noughts, at least 5. */
  private static long rounded(long most) {
    long scale = 1;
    while (true) {
      for (int step : new int[] {1, 2, 5}) {
        if (step * scale >= Math.max(most, LINES + 1)) {
          return step * scale;
        }
      }
      scale *= 10;
    }
  }

  private static double rounded(double value) {
    return Math.round(value * 100) / 100.0;
  }

  /** Returns a share in percent, exact enough that columns of a wide screen touch. */
  private static double exact(double percent) {
    return Math.round(percent * 1_000) / 1_000.0;
  }

  private static String label(Instant at, StatisticsStep step, ZoneId zone) {
    return switch (step) {
      case MINUTE -> Moment.time(at, zone);
      case HOUR -> Moment.dayAndTime(at, zone);
      case DAY -> Moment.day(at, zone);
    };
  }
}
