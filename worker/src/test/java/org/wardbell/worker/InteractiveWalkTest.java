package org.wardbell.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.wardbell.activities.interactive.InteractiveStarts;
import org.wardbell.activities.interactive.InteractiveStore;
import org.wardbell.activities.interactive.TaskState;
import org.wardbell.embedded.EmbeddedTemporal;
import org.wardbell.embedded.TemporalOptions;

/** What a person waits for, through a real Temporal to a worker and back by its row. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class InteractiveWalkTest {
  private EmbeddedTemporal temporal;
  private WorkerHarness harness;

  @BeforeAll
  void start() throws Exception {
    temporal = EmbeddedTemporal.start(TemporalOptions.in(Path.of("target/temporal")).withoutFile());
    harness = new WorkerHarness(temporal);
  }

  @AfterAll
  void stop() {
    harness.close();
    temporal.close();
  }

  @Test
  void task_ofAnUnknownKind_isTakenUpByTheWorkerAndFailedOnce() throws Exception {
    InteractiveStore store = harness.worker.getBean(InteractiveStore.class);
    UUID id = store.insert(harness.clinic, "unknown", null, "{}".getBytes(StandardCharsets.UTF_8));

    harness.worker.getBean(InteractiveStarts.class).start(id);

    Instant end = Instant.now().plus(Duration.ofSeconds(30));
    while (store.state(id).orElseThrow() != TaskState.FAILED) {
      assertThat(Instant.now()).as("time is up").isBefore(end);
      Thread.sleep(20);
    }
  }
}
