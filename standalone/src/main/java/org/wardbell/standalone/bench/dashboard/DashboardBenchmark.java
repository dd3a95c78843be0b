package org.wardbell.standalone.bench.dashboard;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.HdrHistogram.Histogram;
import org.wardbell.standalone.bench.environment.Deadline;
import org.wardbell.standalone.bench.environment.Progress;
import org.wardbell.standalone.bench.load.Latencies;
import org.wardbell.standalone.bench.load.Load;
import org.wardbell.standalone.bench.report.Figures.Percentiles;

/**
 * The benchmark of the dashboard: a server with twelve weeks of deliveries, and people who load
 * each page again and again; then some who watch the overview while deliveries are made. The times
 * of pages are those of whole answers, over HTTP on this machine.
 */
public final class DashboardBenchmark {
  /** A server that has just started compiles what it does first. */
  private static final int NOT_COUNTED = 10;

  private static final Duration LONGEST = Duration.ofHours(1);
  private static final int CONNECTIONS = 16;

  private final Class<?> commandLine;
  private final List<String> serverOptions;
  private final Path parent;
  private final Progress progress;

  /**
   * The sizes of a run.
   *
   * @param deliveries that the history has at least
   * @param webhooks of all clinics together
   * @param times how often each page is loaded
   * @param viewers who watch the overview
   * @param rate deliveries a second that they watch
   * @param seconds for which they do
   * @param rounds without and with them
   * @param warmUp events before that
   */
  public record Sizes(
      int deliveries,
      int webhooks,
      int times,
      int viewers,
      int rate,
      int seconds,
      int rounds,
      int warmUp) {}

  /** A browser that tells when it has painted something of a page. */
  @FunctionalInterface
  public interface Browser {
    /** Returns the milliseconds from the start of the navigation to the first contentful paint. */
    List<Double> firstPaints(URI server, List<String> cookies, String path);
  }

  /**
   * Creates a benchmark.
   *
   * @param commandLine the class whose main method understands {@code up}
   * @param serverOptions JVM options of the server only
   * @param parent where the temporary data folder is made
   */
  public DashboardBenchmark(
      Class<?> commandLine, List<String> serverOptions, Path parent, Progress progress) {
    this.commandLine = commandLine;
    this.serverOptions = List.copyOf(serverOptions);
    this.parent = parent;
    this.progress = progress;
  }

  /**
   * Runs it.
   *
   * @param browser in which pages are painted, if there is one
   */
  public DashboardFigures run(Sizes sizes, Optional<Browser> browser) {
    Deadline deadline = Deadline.in(LONGEST);
    try (DashboardStage stage =
        DashboardStage.start(commandLine, serverOptions, parent, sizes, deadline, progress)) {
      List<DashboardFigures.Page> pages = new ArrayList<>();
      double assets = 0;
      for (Visit visit : stage.visits()) {
        progress.step("Loading pages of " + visit.sees());
        for (DashboardPage page : DashboardPage.all(visit, stage.clinic(), stage.webhook())) {
          pages.add(load(visit, page, sizes.times()));
          assets = Math.max(assets, visit.assets(page.path()));
        }
      }
      return new DashboardFigures(
          Runtime.getRuntime().availableProcessors(),
          Runtime.version().toString(),
          stage.deliveries(),
          sizes.webhooks(),
          sizes.times(),
          stage.fillingSeconds(),
          pages,
          assets,
          browser.map(each -> paints(each, stage)).orElseGet(List::of),
          sizes.viewers() == 0 ? null : watched(stage, sizes, deadline));
    }
  }

  private static DashboardFigures.Page load(Visit visit, DashboardPage page, int times) {
    Histogram micros = Latencies.histogram();
    int bytes = 0;
    for (int i = -NOT_COUNTED; i < times; i++) {
      long began = System.nanoTime();
      bytes = visit.page(page.path()).length();
      if (i >= 0) {
        Latencies.record(micros, (System.nanoTime() - began) / 1_000);
      }
    }
    return new DashboardFigures.Page(
        visit.sees(), page.name(), Percentiles.of(micros), bytes / 1024.0);
  }

  private List<DashboardFigures.Paint> paints(Browser browser, DashboardStage stage) {
    progress.step("Painting pages in a browser");
    List<DashboardFigures.Paint> paints = new ArrayList<>();
    Visit visit = stage.visits().getFirst();
    for (String path : List.of("/", "/deliveries", "/webhooks", "/webhooks/" + stage.webhook())) {
      Histogram micros = Latencies.histogram();
      browser
          .firstPaints(visit.server(), visit.cookies(), path)
          .forEach(millis -> Latencies.record(micros, Math.round(millis * 1_000)));
      paints.add(
          new DashboardFigures.Paint(
              path.replaceFirst("/[0-9a-f-]{36}$", "/<id>"), Percentiles.of(micros)));
    }
    return paints;
  }

  private DashboardFigures.Watched watched(DashboardStage stage, Sizes sizes, Deadline deadline) {
    return new WatchedDeliveries(stage, deadline, progress)
        .run(
            new Load.ClosedLoop(sizes.warmUp(), CONNECTIONS),
            new Load.OpenLoop(sizes.rate(), Duration.ofSeconds(sizes.seconds()), CONNECTIONS),
            sizes.rounds(),
            sizes.viewers());
  }
}
