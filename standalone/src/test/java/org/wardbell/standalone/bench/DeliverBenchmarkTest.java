package org.wardbell.standalone.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.wardbell.simulator.receiver.ReceiverSimulator;
import org.wardbell.standalone.bench.deliver.DeliverBenchmark;
import org.wardbell.standalone.bench.environment.BenchReceiver;
import org.wardbell.standalone.bench.environment.Deadline;
import org.wardbell.standalone.bench.environment.MeasuredProcess;
import org.wardbell.standalone.bench.environment.Progress;
import org.wardbell.standalone.bench.environment.Target;
import org.wardbell.standalone.bench.load.Load;
import org.wardbell.standalone.bench.report.CourseTable;
import org.wardbell.standalone.bench.report.Figures;

class DeliverBenchmarkTest {
  private StubServer server;
  private ReceiverSimulator receiver;

  @BeforeEach
  void start() throws IOException {
    server = new StubServer();
    receiver = ReceiverSimulator.startCounting(0);
  }

  @AfterEach
  void stop() {
    server.close();
    receiver.close();
  }

  @Test
  void run_withTwoWebhooks_countsEveryDeliveryOnce() {
    List<Figures> course =
        run(2, List.of(new Load.ClosedLoop(20, 4), new Load.ClosedLoop(200, 4)), 60);
    assertThat(course.getFirst().delivered()).isEqualTo(40);
    assertThat(CourseTable.render(course)).contains("1-40 ", "41-440 ");
    Figures figures = course.getLast();
    assertThat(figures.accepted()).isEqualTo(200);
    assertThat(figures.delivered()).isEqualTo(400);
    assertThat(figures.lost()).isZero();
    assertThat(figures.duplicated()).isZero();
    assertThat(figures.refused()).isEmpty();
    assertThat(figures.deliveredPerSecond()).isGreaterThan(figures.acceptedPerSecond());
    assertThat(figures.accept().p50()).isPositive().isLessThanOrEqualTo(figures.accept().max());
    assertThat(figures.processes())
        .singleElement()
        .satisfies(
            p -> {
              assertThat(p.cpuSeconds()).isPositive();
              assertThat(p.peakMegabytes()).isPositive();
            });
    assertThat(server.bodyLengths()).hasSize(220).containsOnly(1_024);
  }

  @Test
  void run_whenTheServerLosesRepeatsAndRefuses_saysHowOften() {
    server.loseEvery = 10;
    server.repeatEvery = 25;
    server.refuseEvery = 40;
    Figures figures = run(1, List.of(new Load.ClosedLoop(200, 4)), 5).getFirst();
    // Of 200: 5 refused (40, 80, …), 20 lost of which 5 were refused, 8 repeated of which 4 were
    // lost.
    assertThat(figures.accepted()).isEqualTo(195);
    assertThat(figures.refused()).containsExactly(entry("503", 5));
    assertThat(figures.lost()).isEqualTo(15);
    assertThat(figures.duplicated()).isEqualTo(4);
  }

  @Test
  void run_atAFixedRate_keepsItsTimes() {
    Load load = new Load.OpenLoop(100, Duration.ofSeconds(2), 8);
    Figures figures = run(1, List.of(load), 60).getFirst();
    assertThat(figures.accepted()).isEqualTo(200);
    // The last of 200 events is due after 1.99 s, so that more than 100.5 per second would be too
    // early.
    assertThat(figures.acceptedPerSecond()).isLessThan(101);
  }

  private List<Figures> run(int webhooks, List<Load> loads, int seconds) {
    long pid = ProcessHandle.current().pid();
    Target target =
        new Target(
            server.port(),
            StubServer.KEY,
            new BenchReceiver(receiver.port()),
            List.of(new MeasuredProcess("server", pid)),
            null);
    Progress progress = new Progress(new PrintWriter(Writer.nullWriter()));
    return new DeliverBenchmark(target, Deadline.in(Duration.ofSeconds(seconds)), progress)
        .run(webhooks, loads);
  }
}
