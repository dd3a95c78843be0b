package org.wardbell.workflows.interactive;

import io.temporal.activity.ActivityOptions;
import io.temporal.common.RetryOptions;
import io.temporal.workflow.Workflow;
import org.wardbell.workflows.TaskQueues;

/**
 * A workflow of one activity, once: a person who gets no answer asks again, and a machine must not.
 */
public final class InteractiveWorkflowImpl implements InteractiveWorkflow {
  private final InteractiveActivities activities =
      Workflow.newActivityStub(
          InteractiveActivities.class,
          ActivityOptions.newBuilder()
              .setTaskQueue(TaskQueues.INTERACTIVE)
              .setScheduleToStartTimeout(START_TIMEOUT)
              .setStartToCloseTimeout(LONGEST_RUN)
              .setRetryOptions(RetryOptions.newBuilder().setMaximumAttempts(1).build())
              .build());

  @Override
  public void perform(String taskId) {
    activities.perform(taskId);
  }
}
