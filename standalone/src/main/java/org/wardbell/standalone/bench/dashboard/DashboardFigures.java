package org.wardbell.standalone.bench.dashboard;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.wardbell.standalone.bench.report.Figures.Percentiles;

/**
 * The figures of one run.
 *
 * @param cores that everything shared
 * @param fillingSeconds in which the history was made and counted
 * @param assetsKilobytes scripts and styles of the page that has most, compressed
 * @param paints empty without a browser
 * @param watched null if nobody watched
 */
public record DashboardFigures(
    int cores,
    String java,
    int deliveries,
    int webhooks,
    int times,
    double fillingSeconds,
    List<Page> pages,
    double assetsKilobytes,
    List<Paint> paints,
    @Nullable Watched watched) {
  public DashboardFigures {
    pages = List.copyOf(pages);
    paints = List.copyOf(paints);
  }

  /**
   * The times of a page.
   *
   * @param of whose it is
   * @param kilobytes of the page itself, as it was sent
   */
  public record Page(String of, String name, Percentiles millis, double kilobytes) {}

  /** The times to a page's first paint. */
  public record Paint(String path, Percentiles millis) {}

  /**
   * Deliveries without and with people who watch.
   *
   * @param load in words
   * @param alone without them
   * @param watched with them
   * @param corePerViewer processor time of server and MySQL that each costs, as a part of one core
   * @param refreshes batches of requests that each viewer's tail got in a second
   * @param lag from the end of a request to the viewer that is told of it
   * @param mostRows that a tail had
   * @param dropped streams that ended too early
   */
  public record Watched(
      String load,
      int viewers,
      Phase alone,
      Phase watched,
      double corePerViewer,
      double refreshes,
      Percentiles lag,
      int mostRows,
      int dropped) {
    /** Returns the deliveries a second with them, as a part of those without. */
    public double pace() {
      return watched.deliveredPerSecond() / alone.deliveredPerSecond();
    }
  }

  /**
   * Deliveries of one kind of phase, all rounds together.
   *
   * @param acceptToDelivered from the 202 to the receiver, in milliseconds
   * @param cores that server, MySQL and Temporal used
   */
  public record Phase(
      double deliveredPerSecond, Percentiles acceptToDelivered, double cores, long lost) {}
}
