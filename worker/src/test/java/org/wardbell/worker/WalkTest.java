package org.wardbell.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;
import org.wardbell.embedded.temporal.EmbeddedTemporal;
import org.wardbell.embedded.temporal.TemporalOptions;

/** A Temporal server for the class, and a worker with its own database for each test. */
@Tag("servers")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class WalkTest {
  /** Generous, because a test machine is busy. */
  private static final Duration PATIENCE = Duration.ofSeconds(120);

  WorkerHarness harness;
  private EmbeddedTemporal temporal;

  @BeforeAll
  void startTemporal() {
    temporal =
        EmbeddedTemporal.start(
            TemporalOptions.in(Path.of("target", "temporal-" + UUID.randomUUID())).withoutFile());
  }

  @AfterAll
  void stopTemporal() {
    temporal.close();
  }

  @BeforeEach
  void start() throws Exception {
    harness = new WorkerHarness(temporal, settings());
  }

  /** Returns what the worker is started with besides, as on a command line. */
  String[] settings() throws Exception {
    return new String[0];
  }

  @AfterEach
  void stop() {
    harness.close();
  }

  static void await(BooleanSupplier condition) {
    Instant end = Instant.now().plus(PATIENCE);
    while (!condition.getAsBoolean()) {
      assertThat(Instant.now()).as("time is up").isBefore(end);
      try {
        Thread.sleep(50);
      } catch (InterruptedException interrupted) {
        throw new IllegalStateException(interrupted);
      }
    }
  }
}
