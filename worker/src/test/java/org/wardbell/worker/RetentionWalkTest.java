package org.wardbell.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wardbell.activities.database.generated.Tables.DELIVERY;
import static org.wardbell.activities.database.generated.Tables.EVENT;
import static org.wardbell.activities.database.generated.Tables.RETENTION_RUN;

import io.temporal.client.WorkflowClient;
import io.temporal.client.schedules.ScheduleClient;
import io.temporal.client.schedules.ScheduleClientOptions;
import io.temporal.client.schedules.ScheduleException;
import io.temporal.client.schedules.ScheduleHandle;
import java.util.UUID;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.wardbell.activities.retention.RetentionPolicies;
import org.wardbell.activities.retention.RetentionPolicy;
import org.wardbell.activities.retention.SweepReport;
import org.wardbell.activities.retention.SweepReports;
import org.wardbell.embedded.temporal.EmbeddedTemporal;
import org.wardbell.workflows.retention.RetentionWorkflow;
import org.wardbell.workflows.retention.SweepResult;
import org.wardbell.workflows.webhook.RetryPolicy;

/** A sweep over real everything: started by its schedule, done by a worker, seen in Temporal. */
final class RetentionWalkTest extends WalkTest {
  private static final String BY_TYPE = "WorkflowType = '" + RetentionWorkflow.TYPE + "'";

  @Test
  void schedule_thatIsTriggered_sweepsAndSaysHowMuch() {
    harness.webhook("/hook/swept", RetryPolicy.STANDARD);
    UUID event = harness.accept(1).getFirst().id();
    await(() -> harness.dsl().fetchExists(DELIVERY, DELIVERY.STATUS.eq("DELIVERED")));
    keepNoPayloads();
    Assumptions.assumeTrue(
        harness.temporal.kind() != EmbeddedTemporal.Kind.JAVA_TEST_SERVER,
        "Temporal's Java test server has no schedules");
    ScheduleHandle schedule = schedule();
    await(() -> exists(schedule));

    schedule.trigger();

    await(() -> harness.dsl().fetchExists(RETENTION_RUN, RETENTION_RUN.FINISHED_AT.isNotNull()));
    assertThat(harness.dsl().fetchSingle(EVENT, EVENT.ID.eq(event)).getDataCiphertext()).isNull();
    SweepReport report =
        harness.worker.getBean(SweepReports.class).list(harness.clinic, null, 1).getFirst();
    assertThat(report.counts()).containsEntry("payloads", 1L);
    WorkflowClient client = harness.worker.getBean(WorkflowClient.class);
    await(() -> client.listExecutions(BY_TYPE).findFirst().isPresent());
    String id =
        client.listExecutions(BY_TYPE).findFirst().orElseThrow().getExecution().getWorkflowId();
    SweepResult result = client.newUntypedWorkflowStub(id).getResult(SweepResult.class);
    assertThat(result.over()).isTrue();
    assertThat(result.rows()).isPositive();
    assertThat(id).startsWith("retention");
  }

  private void keepNoPayloads() {
    harness
        .dsl()
        .transaction(
            configuration ->
                harness
                    .worker
                    .getBean(RetentionPolicies.class)
                    .put(configuration.dsl(), harness.clinic, new RetentionPolicy(0, 90, 6)));
  }

  private ScheduleHandle schedule() {
    WorkflowClient client = harness.worker.getBean(WorkflowClient.class);
    return ScheduleClient.newInstance(
            client.getWorkflowServiceStubs(),
            ScheduleClientOptions.newBuilder()
                .setNamespace(client.getOptions().getNamespace())
                .build())
        .getHandle(RetentionWorkflow.SCHEDULE);
  }

  /** The relay makes it in its first round. */
  private static boolean exists(ScheduleHandle schedule) {
    try {
      return schedule.describe() != null;
    } catch (ScheduleException missing) {
      return false;
    }
  }
}
