package org.wardbell.standalone.bench;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.HdrHistogram.Histogram;
import org.wardbell.standalone.bench.environment.ControlClient;
import org.wardbell.standalone.bench.environment.Deadline;
import org.wardbell.standalone.bench.environment.MeasuredProcess;
import org.wardbell.standalone.bench.environment.Pause;
import org.wardbell.standalone.bench.environment.Progress;
import org.wardbell.standalone.bench.environment.Target;
import org.wardbell.standalone.bench.load.Generator;
import org.wardbell.standalone.bench.load.Latencies;
import org.wardbell.standalone.bench.load.Load;
import org.wardbell.standalone.bench.load.SenderLog;
import org.wardbell.standalone.bench.report.DeliveryTable;
import org.wardbell.standalone.bench.report.Figures.Percentiles;
import org.wardbell.standalone.bench.report.NoisyFigures;
import org.wardbell.standalone.bench.report.ProcessMeter;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The same load to a healthy webhook in turns without and with a noisy neighbour, so that a machine
 * that changes its pace shows in the quiet phases too.
 */
final class NoisyBenchmark {
  private static final Duration LOOK_EVERY = Duration.ofMillis(50);

  /** The time between phases, in which the remains of one are written and closed. */
  private static final Duration BETWEEN = Duration.ofSeconds(3);

  private final Target target;
  private final Deadline deadline;
  private final Progress progress;
  private final Histogram quiet = Latencies.histogram();
  private final Histogram noisy = Latencies.histogram();
  private final List<NoisyFigures.Phase> phases = new ArrayList<>();
  private long lost;
  private long duplicated;

  NoisyBenchmark(Target target, Deadline deadline, Progress progress) {
    this.target = target;
    this.deadline = deadline;
    this.progress = progress;
  }

  /**
   * Runs it.
   *
   * @param rounds of one quiet and one noisy phase each
   */
  NoisyFigures run(Load warmUp, Load load, int rounds, int backlog) {
    Instant startedAt = Instant.now();
    createHealthy();
    target.receiver().hang(NoisyWebhook.ENDPOINT);
    Generator generator = new Generator(target.port(), target.apiKey());
    if (warmUp.events() > 0) {
      progress.step("Warm-up: " + warmUp.describe());
      arrived(generator.post(warmUp, deadline, progress));
      Pause.of(BETWEEN);
    }
    for (int round = 1; round <= rounds; round++) {
      progress.step("Round %d, quiet: %s".formatted(round, load.describe()));
      phase(generator, load, false);
      progress.step("Round %d, noisy: a backlog of %,d".formatted(round, backlog));
      NoisyWebhook neighbour = NoisyWebhook.with(backlog, target);
      Pause.of(BETWEEN);
      phase(generator, load, true);
      neighbour.delete();
      Pause.of(BETWEEN);
    }
    return figures(startedAt, load, backlog);
  }

  private void createHealthy() {
    ControlClient api = new ControlClient("server", target.port(), target.apiKey());
    ObjectNode webhook = JsonMapper.shared().createObjectNode();
    webhook.put("name", "healthy").put("url", target.receiver().url(0));
    webhook.putArray("events").add("appointment.*");
    api.post("/api/v1/webhooks", webhook);
  }

  private void phase(Generator generator, Load load, boolean isNoisy) {
    target.receiver().clear();
    ProcessMeter meter = ProcessMeter.start(target.processes());
    SenderLog log = generator.post(load, deadline, progress);
    List<Double> cpuSeconds = meter.used();
    Arrived arrived = arrived(log);
    DeliveryTable table = arrived.healthy();
    (isNoisy ? noisy : quiet).add(table.latency());
    lost += table.lost();
    duplicated += table.duplicated();
    phases.add(
        new NoisyFigures.Phase(
            isNoisy,
            Percentiles.of(table.latency()),
            table.delivered(),
            arrived.hanging(),
            meter.figures(cpuSeconds, Math.max(1, table.delivered()))));
  }

  private record Arrived(DeliveryTable healthy, long hanging) {}

  /** Waits until the healthy receiver has all that was accepted, or the time is over. */
  private Arrived arrived(SenderLog log) {
    while (true) {
      DeliveryTable table = new DeliveryTable(log.accepted(), 1);
      long[] hanging = new long[1];
      target
          .receiver()
          .arrivals(
              arrival -> {
                if (arrival.endpoint() == 0) {
                  table.add(arrival);
                } else {
                  hanging[0]++;
                }
              });
      if (table.lost() == 0 || deadline.isOver()) {
        return new Arrived(table, hanging[0]);
      }
      target.processes().forEach(MeasuredProcess::cpuSeconds); // Throws if one has died.
      progress.now(() -> "delivered %,d of %,d".formatted(table.delivered(), table.expected()));
      Pause.of(LOOK_EVERY);
    }
  }

  private NoisyFigures figures(Instant startedAt, Load load, int backlog) {
    Percentiles without = Percentiles.of(quiet);
    Percentiles with = Percentiles.of(noisy);
    return new NoisyFigures(
        startedAt,
        load.describe(),
        backlog,
        Runtime.getRuntime().availableProcessors(),
        Runtime.version().toString(),
        without,
        with,
        with.p50() / without.p50(),
        with.p99() / without.p99(),
        List.copyOf(phases),
        lost,
        duplicated);
  }
}
