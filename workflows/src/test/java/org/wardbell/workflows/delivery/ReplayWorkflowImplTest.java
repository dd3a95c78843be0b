package org.wardbell.workflows.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.temporal.client.WorkflowStub;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.wardbell.workflows.testing.ScriptedReplay;
import org.wardbell.workflows.testing.SkippingTemporal;

class ReplayWorkflowImplTest {
  private static final String JOB = "01940000-0000-7000-8000-000000000051";
  private static final String ID = ReplayWorkflow.workflowId(JOB);
  private static final long MINUTE = Duration.ofMinutes(1).toMillis();

  private final ScriptedReplay replay = new ScriptedReplay();

  @Test
  void job_isAdvancedUntilItIsOver() {
    replay.then(false, 200, 0).then(false, 0, MINUTE).then(true, 100, 0);
    try (SkippingTemporal temporal = temporal()) {
      WorkflowStub workflow = run(temporal);

      assertThat(replay.calls()).containsExactly(JOB, JOB, JOB);
      assertThat(SkippingTemporal.length(temporal.history(workflow)))
          .isGreaterThanOrEqualTo(Duration.ofMinutes(1));
    }
  }

  @Test
  void step_thatFails_isTriedAgainAndNothingIsLost() {
    replay
        .then(
            () -> {
              throw new IllegalStateException("the database is away");
            })
        .then(true, 5, 0);
    try (SkippingTemporal temporal = temporal()) {
      run(temporal);

      assertThat(replay.calls()).hasSize(2);
    }
  }

  @Test
  void wake_duringTheLastStep_isNotLost() {
    try (SkippingTemporal temporal = temporal()) {
      replay
          .then(
              () -> {
                // Paused when the step looked, and resumed right after.
                temporal.signal(ID, ReplayWorkflow.WAKE);
                return new ReplayProgress(true, 0, 0);
              })
          .then(true, 10, 0);

      run(temporal);

      assertThat(replay.calls()).hasSize(2);
    }
  }

  @Test
  void job_ofDays_keepsEachHistoryBelowFourHundredEvents() {
    int steps = 400;
    for (int i = 0; i < steps; i++) {
      replay.then(false, 1, MINUTE);
    }
    replay.then(true, 0, 0);
    try (SkippingTemporal temporal = temporal()) {
      WorkflowStub workflow = run(temporal);

      assertThat(replay.calls()).hasSize(steps + 1);
      assertThat(temporal.histories(workflow))
          .hasSizeGreaterThan(1)
          .allSatisfy(history -> assertThat(history.getEvents()).hasSizeLessThan(400));
    }
  }

  private SkippingTemporal temporal() {
    return new SkippingTemporal(ReplayWorkflowImpl.class, replay);
  }

  private static WorkflowStub run(SkippingTemporal temporal) {
    WorkflowStub workflow = temporal.start(ReplayWorkflow.TYPE, ID, JOB);
    temporal.end(workflow);
    return workflow;
  }
}
