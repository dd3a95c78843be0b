package org.wardbell.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wardbell.activities.database.generated.Tables.DELIVERY;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.wardbell.activities.interactive.InteractiveStore;
import org.wardbell.activities.interactive.ResultJson;
import org.wardbell.activities.interactive.TaskState;
import org.wardbell.activities.preview.TestSendReport;
import org.wardbell.activities.preview.TestSendRequest;
import org.wardbell.activities.temporal.WorkflowStarter;
import org.wardbell.embedded.temporal.EmbeddedTemporal;
import org.wardbell.embedded.temporal.TemporalOptions;
import org.wardbell.workflows.delivery.AttemptOutcome;
import org.wardbell.workflows.webhook.RetryPolicy;

/**
 * The walk of a task that a person waits for, through a real Temporal to a worker and back by its
 * row.
 */
@Tag("servers")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class InteractiveWalkTest {
  private EmbeddedTemporal temporal;
  private WorkerHarness harness;

  @BeforeAll
  void start() throws Exception {
    temporal =
        EmbeddedTemporal.start(
            TemporalOptions.in(Path.of("target", "temporal-" + UUID.randomUUID())).withoutFile());
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
    UUID id =
        store.insert(
            harness.clinic, "unknown", null, "{}".getBytes(StandardCharsets.UTF_8), _ -> {});

    harness.worker.getBean(WorkflowStarter.class).startInteractive(id);

    await(store, id, TaskState.FAILED);
  }

  @Test
  void test_ofAWebhook_isSentOnceByTheWorkerAndReadFromItsRow() throws Exception {
    UUID webhook = harness.webhook("/hook/try", RetryPolicy.STANDARD);
    InteractiveStore store = harness.worker.getBean(InteractiveStore.class);
    UUID id =
        store.insert(
            harness.clinic,
            TestSendRequest.KIND,
            webhook,
            new TestSendRequest(harness.clinic, "appointment.booked", "{\"appointment_id\":1}")
                .toBytes(),
            _ -> {});

    harness.worker.getBean(WorkflowStarter.class).startInteractive(id);

    await(store, id, TaskState.DONE);
    TestSendReport report =
        ResultJson.read(store.find(id).orElseThrow().result(), TestSendReport.class);
    assertThat(report.verdict().outcome()).isEqualTo(AttemptOutcome.DELIVERED);
    assertThat(harness.receiver.requests("/hook/try"))
        .singleElement()
        .satisfies(got -> assertThat(got.header("wardbell-test")).isEqualTo("true"));
    assertThat(harness.dsl().fetchCount(DELIVERY, DELIVERY.WEBHOOK_ID.eq(webhook))).isZero();
  }

  private static void await(InteractiveStore store, UUID id, TaskState state)
      throws InterruptedException {
    Instant end = Instant.now().plus(Duration.ofSeconds(30));
    while (store.state(id).orElseThrow() != state) {
      assertThat(Instant.now()).as("time is up").isBefore(end);
      Thread.sleep(20);
    }
  }
}
