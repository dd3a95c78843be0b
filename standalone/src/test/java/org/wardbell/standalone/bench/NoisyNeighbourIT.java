package org.wardbell.standalone.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wardbell.standalone.WardbellCommand;
import org.wardbell.standalone.bench.environment.BenchEnvironment;
import org.wardbell.standalone.bench.environment.Deadline;
import org.wardbell.standalone.bench.environment.Progress;
import org.wardbell.standalone.bench.environment.Target;
import org.wardbell.standalone.bench.load.Load;
import org.wardbell.standalone.bench.report.NoisyFigures;

/** Rule 19, end to end: a receiver that hangs with a backlog of 2,000 delays nobody else. */
class NoisyNeighbourIT {
  private static final int BACKLOG = 2_000;
  private static final int ROUNDS = 2;

  /**
   * A busy machine doubles latencies from one phase to the next; a healthy webhook that waits for
   * its neighbour waits for timeouts, which are fifty times as long.
   */
  private static final double FACTOR = 5;

  private static final double SLACK_MILLIS = 500;

  @TempDir private Path folder;

  @Test
  void deliveries_besideAWebhookThatHangs_arriveOnceAndHardlyLater() {
    Deadline deadline = Deadline.in(Duration.ofMinutes(6));
    Progress progress = new Progress(new PrintWriter(Writer.nullWriter()));
    NoisyFigures figures;
    try (BenchEnvironment stage = BenchEnvironment.in(folder, deadline, progress)) {
      Target target = stage.start(WardbellCommand.class, List.of());
      figures =
          new NoisyBenchmark(target, deadline, progress)
              .run(
                  new Load.ClosedLoop(500, 4),
                  new Load.OpenLoop(20, Duration.ofSeconds(12), 4),
                  ROUNDS,
                  BACKLOG);
    }

    assertThat(figures.lost()).isZero();
    assertThat(figures.duplicated()).isZero();
    assertThat(figures.phases()).hasSize(2 * ROUNDS);
    assertThat(figures.phases()).allSatisfy(phase -> assertThat(phase.delivered()).isEqualTo(240));
    // The neighbour was tried, and no more often than one slot and its timeout of 5 s allow.
    assertThat(figures.phases())
        .filteredOn(NoisyFigures.Phase::noisy)
        .allSatisfy(phase -> assertThat(phase.hanging()).isBetween(1L, 40L));
    assertThat(figures.noisy().p50()).isLessThan(FACTOR * figures.quiet().p50() + SLACK_MILLIS);
    assertThat(figures.noisy().p95()).isLessThan(FACTOR * figures.quiet().p95() + SLACK_MILLIS);
  }
}
