package org.wardbell.standalone.bench.dashboard;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.HdrHistogram.Histogram;
import org.wardbell.standalone.bench.dashboard.DashboardFigures.Phase;
import org.wardbell.standalone.bench.dashboard.DashboardFigures.Watched;
import org.wardbell.standalone.bench.environment.ControlClient;
import org.wardbell.standalone.bench.environment.Deadline;
import org.wardbell.standalone.bench.environment.Pause;
import org.wardbell.standalone.bench.environment.Progress;
import org.wardbell.standalone.bench.load.EpochMicros;
import org.wardbell.standalone.bench.load.Generator;
import org.wardbell.standalone.bench.load.Latencies;
import org.wardbell.standalone.bench.load.Load;
import org.wardbell.standalone.bench.load.SenderLog;
import org.wardbell.standalone.bench.report.DeliveryTable;
import org.wardbell.standalone.bench.report.Drain;
import org.wardbell.standalone.bench.report.Figures.Percentiles;
import org.wardbell.standalone.bench.report.ProcessMeter;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The same deliveries in turns without and with people who watch them, so that a machine that
 * changes its pace shows in both.
 */
final class WatchedDeliveries {
  /** In which the remains of a phase are written and closed. */
  private static final Duration BETWEEN = Duration.ofSeconds(3);

  /** Streams that one person may have open. */
  private static final int PER_PERSON = 10;

  private final DashboardStage stage;
  private final Deadline deadline;
  private final Progress progress;
  private final Drain drain;
  private final Side alone = new Side();
  private final Side watched = new Side();
  private final Histogram lag = Latencies.histogram();
  private double watchedSeconds;
  private int refreshes;
  private int mostRows;
  private int dropped;

  /** The sums of the phases of one kind. */
  private static final class Side {
    private final Histogram latency = Latencies.histogram();
    private long delivered;
    private double seconds;
    private double cpuSeconds;
    private double cpuSecondsOfPages;
    private double meteredSeconds;
    private long lost;

    Phase phase() {
      return new Phase(
          delivered / seconds, Percentiles.of(latency), cpuSeconds / meteredSeconds, lost);
    }

    /** Returns what the processes used that make pages. */
    double coresOfPages() {
      return cpuSecondsOfPages / meteredSeconds;
    }
  }

  WatchedDeliveries(DashboardStage stage, Deadline deadline, Progress progress) {
    this.stage = stage;
    this.deadline = deadline;
    this.progress = progress;
    this.drain = new Drain(stage.target(), deadline, progress);
  }

  /**
   * Runs it.
   *
   * @param rounds of one phase without and one with viewers each
   */
  Watched run(Load warmUp, Load load, int rounds, int viewers) {
    ObjectNode webhook = JsonMapper.shared().createObjectNode();
    webhook.put("name", "bench").put("url", stage.target().receiver().url(0));
    webhook.putArray("events").add("appointment.*");
    new ControlClient("server", stage.target().port(), stage.target().apiKey())
        .post("/api/v1/webhooks", webhook);
    Generator generator = new Generator(stage.target().port(), stage.target().apiKey());
    if (warmUp.events() > 0) {
      progress.step("Warm-up: " + warmUp.describe());
      DeliveryTable _ = drain.await(generator.post(warmUp, deadline, progress), 1);
      Pause.of(BETWEEN);
    }
    List<Visit> people = new ArrayList<>();
    for (int i = 0; i < Math.ceilDiv(viewers, PER_PERSON); i++) {
      people.add(stage.visit());
    }
    for (int round = 1; round <= rounds; round++) {
      progress.step("Round %d, nobody watches: %s".formatted(round, load.describe()));
      phase(generator, load, alone);
      progress.step("Round %d, %d watch".formatted(round, viewers));
      watch(generator, load, people, viewers);
    }
    return new Watched(
        load.describe(),
        viewers,
        alone.phase(),
        watched.phase(),
        (watched.coresOfPages() - alone.coresOfPages()) / viewers,
        refreshes / watchedSeconds / viewers,
        Percentiles.of(lag),
        mostRows,
        dropped);
  }

  private void watch(Generator generator, Load load, List<Visit> people, int viewers) {
    List<Viewer> watching = new ArrayList<>();
    try {
      for (int i = 0; i < viewers; i++) {
        watching.add(Viewer.of(people.get(i / PER_PERSON), "2001:db8:0:%x::1".formatted(i + 1)));
      }
      long began = System.nanoTime();
      phase(generator, load, watched);
      watchedSeconds += (System.nanoTime() - began) / 1e9;
    } finally {
      watching.forEach(Viewer::close);
    }
    for (Viewer viewer : watching) {
      lag.add(viewer.lag());
      refreshes += viewer.refreshes();
      mostRows = Math.max(mostRows, viewer.mostRows());
      dropped += viewer.wasDropped() ? 1 : 0;
    }
    Pause.of(BETWEEN);
  }

  private void phase(Generator generator, Load load, Side side) {
    stage.target().receiver().clear();
    Instant startedAt = Instant.now();
    long startNanos = System.nanoTime();
    ProcessMeter meter = ProcessMeter.start(stage.processes());
    SenderLog log = generator.post(load, deadline, progress);
    DeliveryTable table = drain.await(log, 1);
    List<Double> used = meter.used();
    side.meteredSeconds += (System.nanoTime() - startNanos) / 1e9;
    for (int i = 0; i < used.size(); i++) {
      side.cpuSeconds += used.get(i);
      if (!stage.processes().get(i).name().equals("Temporal")) {
        side.cpuSecondsOfPages += used.get(i);
      }
    }
    side.delivered += table.delivered();
    side.seconds += (table.lastArrivalMicros() - EpochMicros.of(startedAt)) / 1e6;
    side.latency.add(table.latency());
    side.lost += table.lost();
    Pause.of(BETWEEN);
  }
}
