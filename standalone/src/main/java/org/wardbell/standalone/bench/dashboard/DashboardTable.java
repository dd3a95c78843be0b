package org.wardbell.standalone.bench.dashboard;

import java.util.Formatter;
import java.util.Locale;
import org.wardbell.standalone.bench.dashboard.DashboardFigures.Paint;
import org.wardbell.standalone.bench.dashboard.DashboardFigures.Phase;
import org.wardbell.standalone.bench.dashboard.DashboardFigures.Watched;
import org.wardbell.standalone.bench.report.Figures.Percentiles;

/** The figures of {@code bench dashboard} as a table for people, the targets beside them. */
public final class DashboardTable {
  private static final double MOST_MILLIS_OF_95 = 100;
  private static final double MOST_MILLIS = 300;
  private static final double MOST_MILLIS_TO_PAINT = 500;
  private static final double MOST_KILOBYTES = 150;
  private static final double MOST_OF_A_CORE = 0.02;
  private static final int MOST_ROWS = 100;

  /** At a fixed rate the same is delivered, but for the last moments of a phase. */
  private static final double LEAST_PACE = 0.98;

  private static final double PERCENT = 100;

  private final Formatter out = new Formatter(Locale.ROOT);

  private DashboardTable() {}

  public static String render(DashboardFigures figures) {
    DashboardTable table = new DashboardTable();
    table.fill(figures);
    return table.out.toString();
  }

  private void fill(DashboardFigures f) {
    out.format(
        """
        %,d deliveries of %d webhooks, filled in and counted in %.0f s; each page %d times
        %d cores, JDK %s
        """,
        f.deliveries(), f.webhooks(), f.fillingSeconds(), f.times(), f.cores(), f.java());
    String of = "";
    for (DashboardFigures.Page page : f.pages()) {
      if (!of.equals(page.of())) {
        of = page.of();
        out.format(
            "\n%-44s %8s %8s %8s %8s  %s\n", of, "p50 ms", "p95 ms", "max ms", "kB", "target");
      }
      Percentiles p = page.millis();
      out.format(
          "%-44s %8.1f %8.1f %8.1f %8.1f  %s\n",
          page.name(), p.p50(), p.p95(), p.max(), page.kilobytes(), target(p));
    }
    out.format("\n%-44s %8s %8s %8s %8s  %s\n", "", "", "", "", "", "target");
    value(
        "scripts and styles, compressed, kB",
        "%.1f",
        f.assetsKilobytes(),
        "<= %.0f: %s".formatted(MOST_KILOBYTES, verdict(f.assetsKilobytes() <= MOST_KILOBYTES)));
    f.paints().forEach(this::paint);
    if (f.watched() != null) {
      watched(f.watched());
    }
  }

  private static String target(Percentiles p) {
    return "p95 <= %.0f, max <= %.0f: %s"
        .formatted(
            MOST_MILLIS_OF_95,
            MOST_MILLIS,
            verdict(p.p95() <= MOST_MILLIS_OF_95 && p.max() <= MOST_MILLIS));
  }

  private void paint(Paint paint) {
    value(
        "first paint of " + paint.path() + ", p50 / max ms",
        "%s",
        "%.0f / %.0f".formatted(paint.millis().p50(), paint.millis().max()),
        "<= %.0f: %s"
            .formatted(
                MOST_MILLIS_TO_PAINT, verdict(paint.millis().max() <= MOST_MILLIS_TO_PAINT)));
  }

  private void watched(Watched w) {
    out.format("\n%s, without and with %d viewers of the overview\n", w.load(), w.viewers());
    phase("without", w.alone());
    phase("with", w.watched());
    value(
        "delivered a second, with / without",
        "%.3f",
        w.pace(),
        ">= %.2f: %s".formatted(LEAST_PACE, verdict(w.pace() >= LEAST_PACE)));
    value(
        "a viewer's part of a core, %",
        "%.2f",
        w.corePerViewer() * PERCENT,
        "<= %.0f: %s"
            .formatted(MOST_OF_A_CORE * PERCENT, verdict(w.corePerViewer() <= MOST_OF_A_CORE)));
    value("batches of the tail a second, each", "%.2f", w.refreshes(), "");
    value(
        "end of a request -> its viewer, p50 / p95 ms",
        "%s",
        "%.0f / %.0f".formatted(w.lag().p50(), w.lag().p95()),
        "");
    value(
        "rows that a viewer keeps",
        "%d",
        w.mostRows(),
        "<= %d: %s".formatted(MOST_ROWS, verdict(w.mostRows() <= MOST_ROWS)));
    value("streams that were dropped", "%d", w.dropped(), "0: " + verdict(w.dropped() == 0));
  }

  private void phase(String name, Phase phase) {
    value(
        name + ": delivered/s; p50 / p99 ms; cores; lost",
        "%s",
        "%.0f; %.0f / %.0f; %.2f; %d"
            .formatted(
                phase.deliveredPerSecond(),
                phase.acceptToDelivered().p50(),
                phase.acceptToDelivered().p99(),
                phase.cores(),
                phase.lost()),
        "");
  }

  private static String verdict(boolean met) {
    return met ? "met" : "NOT MET";
  }

  private void value(String name, String format, Object value, String target) {
    out.format("%-44s %35s  %s\n", name, String.format(Locale.ROOT, format, value), target);
  }
}
