package org.wardbell.workflows.interactive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.temporal.api.history.v1.ActivityTaskScheduledEventAttributes;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.client.WorkflowFailedException;
import io.temporal.client.WorkflowStub;
import org.junit.jupiter.api.Test;
import org.wardbell.workflows.TaskQueues;
import org.wardbell.workflows.testing.ScriptedTasks;
import org.wardbell.workflows.testing.SkippingTemporal;

class InteractiveWorkflowImplTest {
  private static final String TASK = "01940000-0000-7000-8000-000000000041";

  @Test
  void task_whoseWorkerFails_isNotTriedAgain() {
    ScriptedTasks tasks = new ScriptedTasks().failing();
    try (SkippingTemporal temporal = new SkippingTemporal(InteractiveWorkflowImpl.class, tasks)) {
      WorkflowStub workflow = start(temporal);

      assertThatThrownBy(() -> temporal.end(workflow)).isInstanceOf(WorkflowFailedException.class);
      assertThat(tasks.calls()).containsExactly(TASK);
    }
  }

  @Test
  void task_isAskedForOnAQueueOfItsOwnAndWaitsFiveSecondsForAWorker() {
    try (SkippingTemporal temporal =
        new SkippingTemporal(InteractiveWorkflowImpl.class, new ScriptedTasks())) {
      WorkflowStub workflow = start(temporal);
      temporal.end(workflow);

      ActivityTaskScheduledEventAttributes asked =
          temporal.history(workflow).getEvents().stream()
              .filter(HistoryEvent::hasActivityTaskScheduledEventAttributes)
              .map(HistoryEvent::getActivityTaskScheduledEventAttributes)
              .findFirst()
              .orElseThrow();
      assertThat(asked.getTaskQueue().getName()).isEqualTo(TaskQueues.INTERACTIVE);
      assertThat(asked.getScheduleToStartTimeout().getSeconds()).isEqualTo(5);
      assertThat(asked.getRetryPolicy().getMaximumAttempts()).isEqualTo(1);
    }
  }

  private static WorkflowStub start(SkippingTemporal temporal) {
    return temporal.start(InteractiveWorkflow.TYPE, InteractiveWorkflow.workflowId(TASK), TASK);
  }
}
