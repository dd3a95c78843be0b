package org.wardbell.activities.interactive;

import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;
import java.time.Duration;
import java.util.UUID;
import org.wardbell.activities.temporal.CallDeadline;
import org.wardbell.workflows.TaskQueues;
import org.wardbell.workflows.interactive.InteractiveWorkflow;

/** Asks a worker to do a task, while the person waits. */
public final class InteractiveStarts {
  /** Part of the 5 s that a person waits for a beginning. */
  private static final Duration DEADLINE = Duration.ofSeconds(3);

  /** A workflow that no worker took by then is gone without a trace. */
  private static final Duration FORGOTTEN_AFTER =
      InteractiveWorkflow.LONGEST_RUN.plus(InteractiveWorkflow.START_TIMEOUT).plusSeconds(25);

  private final WorkflowClient client;

  public InteractiveStarts(WorkflowClient client) {
    this.client = client;
  }

  /**
   * Starts the task's workflow in the caller's thread.
   *
   * @throws RuntimeException if Temporal does not say yes within 3 s
   */
  public void start(UUID taskId) {
    CallDeadline.within(
        DEADLINE,
        () ->
            client
                .newUntypedWorkflowStub(
                    InteractiveWorkflow.TYPE,
                    WorkflowOptions.newBuilder()
                        .setWorkflowId(InteractiveWorkflow.workflowId(taskId))
                        .setTaskQueue(TaskQueues.INTERACTIVE)
                        .setWorkflowExecutionTimeout(FORGOTTEN_AFTER)
                        .setStaticSummary("somebody waits")
                        .build())
                .start(taskId.toString()));
  }
}
