package org.wardbell.standalone.bench.deliver;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.wardbell.standalone.bench.environment.ControlClient;
import org.wardbell.standalone.bench.environment.Deadline;
import org.wardbell.standalone.bench.environment.Pause;
import org.wardbell.standalone.bench.environment.Progress;
import org.wardbell.standalone.bench.environment.Target;
import org.wardbell.standalone.bench.load.EpochMicros;
import org.wardbell.standalone.bench.load.Generator;
import org.wardbell.standalone.bench.load.Load;
import org.wardbell.standalone.bench.load.SenderLog;
import org.wardbell.standalone.bench.report.DeliveryTable;
import org.wardbell.standalone.bench.report.Drain;
import org.wardbell.standalone.bench.report.Figures;
import org.wardbell.standalone.bench.report.Figures.Percentiles;
import org.wardbell.standalone.bench.report.InsideMeter;
import org.wardbell.standalone.bench.report.ProcessMeter;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** One run against a server that is up: webhooks, then each load with its drain and its figures. */
public final class DeliverBenchmark {
  /**
   * Counted in the CPU time, because after the last arrival the server still writes outcomes and
   * closes workflows.
   */
  private static final Duration AFTERMATH = Duration.ofSeconds(1);

  private final Target target;
  private final Deadline deadline;
  private final Progress progress;
  private final Drain drain;

  public DeliverBenchmark(Target target, Deadline deadline, Progress progress) {
    this.target = target;
    this.deadline = deadline;
    this.progress = progress;
    this.drain = new Drain(target, deadline, progress);
  }

  /**
   * Runs loads, one after the other; each is over before the next begins. Lost deliveries are
   * figures, not exceptions.
   */
  public List<Figures> run(int webhooks, List<Load> loads) {
    progress.step("Creating " + webhooks + " webhook(s)");
    createWebhooks(webhooks);
    List<Figures> course = new ArrayList<>();
    for (Load load : loads) {
      course.add(measure(webhooks, load));
    }
    return course;
  }

  private void createWebhooks(int count) {
    ControlClient api = new ControlClient("server", target.port(), target.apiKey());
    for (int i = 0; i < count; i++) {
      ObjectNode webhook = JsonMapper.shared().createObjectNode();
      webhook.put("name", "bench-" + i).put("url", target.receiver().url(i));
      webhook.putArray("events").add("appointment.*");
      api.post("/api/v1/webhooks", webhook);
    }
  }

  /**
   * Runs one more load against the webhooks of an earlier run.
   *
   * @param webhooks as many as that made
   */
  public Figures measure(int webhooks, Load load) {
    progress.step("Measuring: " + load.describe());
    target.receiver().clear();
    Generator generator = new Generator(target.port(), target.apiKey());
    Instant startedAt = Instant.now();
    long startNanos = System.nanoTime();
    InsideMeter inside = InsideMeter.start(target);
    ProcessMeter meter = ProcessMeter.start(target.processes());
    SenderLog log = generator.post(load, deadline, progress);
    double postingSeconds = (System.nanoTime() - startNanos) / 1e9;
    DeliveryTable table = drain.await(log, webhooks);
    Pause.of(AFTERMATH);
    List<Double> cpuSeconds = meter.used();
    double deliverySeconds = (table.lastArrivalMicros() - EpochMicros.of(startedAt)) / 1e6;
    return new Figures(
        startedAt,
        load.describe(),
        webhooks,
        Runtime.getRuntime().availableProcessors(),
        Runtime.version().toString(),
        log.accepted().size(),
        log.accepted().size() / postingSeconds,
        Percentiles.of(log.latency()),
        refused(log),
        table.delivered(),
        table.delivered() == 0 ? 0 : table.delivered() / deliverySeconds,
        Percentiles.of(table.latency()),
        meter.figures(cpuSeconds, table.delivered()),
        inside.used(log.accepted().size(), table.delivered()),
        table.lost(),
        table.duplicated());
  }

  private static Map<String, Integer> refused(SenderLog log) {
    Map<String, Integer> byStatus = new TreeMap<>();
    log.refused().forEach((status, count) -> byStatus.put(Integer.toString(status), count));
    return byStatus;
  }
}
