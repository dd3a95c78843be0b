package org.wardbell.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wardbell.activities.database.generated.Tables.DELIVERY;
import static org.wardbell.activities.database.generated.Tables.REPLAY;

import io.temporal.client.WorkflowClient;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.wardbell.activities.delivery.replay.KeptReplay;
import org.wardbell.activities.delivery.replay.NewReplay;
import org.wardbell.activities.delivery.replay.ReplayEstimate;
import org.wardbell.activities.delivery.replay.ReplayStore;
import org.wardbell.activities.event.WorkflowStarts;
import org.wardbell.activities.webhook.KeptWebhook;
import org.wardbell.activities.webhook.WebhookStore;
import org.wardbell.simulator.receiver.Behaviour;
import org.wardbell.simulator.receiver.ReceivedRequest;
import org.wardbell.simulator.receiver.Step;
import org.wardbell.workflows.delivery.ReplaySelection;
import org.wardbell.workflows.delivery.ReplayStatus;
import org.wardbell.workflows.delivery.ReplayWorkflow;
import org.wardbell.workflows.webhook.RetryPolicy;

/** A replay job over real everything: to its end, through a restart, and without its workflow. */
final class ReplayWalkTest extends WalkTest {
  /** More than may be open at once, and than one drain takes. */
  private static final int EVENTS = 250;

  private static final int PER_BATCH = 50;

  @Test
  void job_ofMoreThanMayBeOpen_survivesARestartAndDeliversEachEventOnce() {
    UUID webhook = harness.webhook("/hook/replay", RetryPolicy.STANDARD);
    for (int i = 0; i < EVENTS; i += PER_BATCH) {
      harness.accept(PER_BATCH);
    }
    await(() -> count("DELIVERED") == EVENTS);
    harness.receiver.clear();
    harness.receiver.behave("/hook/replay", Step.answer(200).after(Duration.ofMillis(100)));

    UUID job = begin(webhook);
    harness.worker.getBean(WorkflowStarts.class).wakeReplay(job);
    await(() -> harness.receiver.requests("/hook/replay").size() > 20);
    harness.worker.close();
    assertThat(harness.receiver.requests("/hook/replay")).hasSizeLessThan(EVENTS);
    harness.worker = harness.startWorker();

    await(() -> replay(job).status() == ReplayStatus.DONE);
    assertThat(replay(job).delivered()).isEqualTo(EVENTS);
    assertThat(replay(job).estimate()).isEqualTo(EVENTS);
    assertThat(harness.receiver.requests("/hook/replay"))
        .extracting(ReceivedRequest::webhookId)
        .doesNotHaveDuplicates()
        .hasSize(EVENTS);
  }

  @Test
  void job_whoseWorkflowTemporalForgot_isStartedByTheRelay() {
    UUID webhook = harness.webhook("/hook/forgotten", RetryPolicy.ofSchedule(List.of(0)));
    harness.receiver.behave("/hook/forgotten", Behaviour.statuses(500));
    harness.accept(5);
    await(() -> count("EXHAUSTED") >= 5);

    UUID job = begin(webhook);
    harness.worker.getBean(WorkflowStarts.class).wakeReplay(job);
    await(() -> replay(job).created() == 5);
    harness
        .worker
        .getBean(WorkflowClient.class)
        .newUntypedWorkflowStub(ReplayWorkflow.workflowId(job))
        .terminate("as if Temporal had been wiped");
    harness
        .dsl()
        .update(REPLAY)
        .set(REPLAY.WAKES_AT, Instant.now().minusSeconds(60))
        .where(REPLAY.ID.eq(job), REPLAY.STATUS.eq(ReplayStatus.RUNNING.name()))
        .execute();

    await(() -> replay(job).status() == ReplayStatus.DONE);
    assertThat(replay(job).failed()).isEqualTo(5);
  }

  private UUID begin(UUID webhook) {
    KeptWebhook kept =
        harness
            .worker
            .getBean(WebhookStore.class)
            .find(harness.dsl(), webhook)
            .orElseThrow()
            .webhook();
    ReplayStore replays = harness.worker.getBean(ReplayStore.class);
    NewReplay wanted =
        new NewReplay(
            ReplaySelection.ALL,
            Instant.now().minus(Duration.ofHours(1)),
            Instant.now().plusSeconds(1),
            null,
            "key/test");
    ReplayEstimate estimate = replays.estimate(harness.dsl(), kept, wanted);
    return harness
        .dsl()
        .transactionResult(transaction -> replays.insert(transaction.dsl(), kept, wanted, estimate))
        .orElseThrow();
  }

  private KeptReplay replay(UUID job) {
    return harness.worker.getBean(ReplayStore.class).find(harness.dsl(), job).orElseThrow();
  }

  private long count(String status) {
    return harness.dsl().fetchCount(DELIVERY, DELIVERY.STATUS.eq(status));
  }
}
