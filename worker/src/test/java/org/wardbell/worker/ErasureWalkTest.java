package org.wardbell.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wardbell.activities.database.generated.Tables.EVENT;

import io.temporal.client.WorkflowClient;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.wardbell.activities.erasure.ErasureStore;
import org.wardbell.activities.event.WorkflowStarts;
import org.wardbell.workflows.erasure.ErasureWorkflow;
import org.wardbell.workflows.webhook.RetryPolicy;

/** An erasure over real everything, also when nobody started its workflow. */
final class ErasureWalkTest extends WalkTest {
  @Test
  void erasure_isDoneByAWorker_andTemporalSeesItsIdOnly() {
    harness.webhook("/hook/erased", RetryPolicy.STANDARD);
    UUID event = harness.accept(1).getFirst().id();
    await(() -> harness.receiver.requests("/hook/erased").size() == 1);

    UUID job = begin("appointment/0");
    harness.worker.getBean(WorkflowStarts.class).startErasure(job);

    await(() -> done(job));
    assertThat(harness.dsl().fetchSingle(EVENT, EVENT.ID.eq(event)).getDataCiphertext()).isNull();
    String history =
        harness
            .worker
            .getBean(WorkflowClient.class)
            .fetchHistory(ErasureWorkflow.workflowId(job))
            .toJson(true);
    assertThat(history).contains(job.toString()).doesNotContain("appointment/0");
  }

  @Test
  void erasure_thatNobodyStarted_isTheRelays() {
    harness.webhook("/hook/left", RetryPolicy.STANDARD);
    harness.accept(1);
    await(() -> harness.receiver.requests("/hook/left").size() == 1);

    UUID job = begin("appointment/0");

    await(() -> done(job));
    assertThat(store().find(harness.dsl(), job).orElseThrow().events()).isEqualTo(1);
  }

  private ErasureStore store() {
    return harness.worker.getBean(ErasureStore.class);
  }

  private UUID begin(String subject) {
    return harness
        .dsl()
        .transactionResult(
            transaction ->
                store()
                    .begin(transaction.dsl(), harness.clinic, subject, "key/test")
                    .erasure()
                    .id());
  }

  private boolean done(UUID job) {
    return store().find(harness.dsl(), job).orElseThrow().finishedAt() != null;
  }
}
