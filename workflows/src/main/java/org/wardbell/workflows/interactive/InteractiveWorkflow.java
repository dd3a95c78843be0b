package org.wardbell.workflows.interactive;

import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.time.Duration;

/**
 * The workflow of one task that a person waits for. Workflow id {@code interactive/<task id>}; the
 * request and its result stand encrypted in the task's row, so that Temporal sees the id only.
 */
@WorkflowInterface
public interface InteractiveWorkflow {
  /** The type's name with Temporal. */
  String TYPE = "InteractiveWorkflow";

  /** Nobody waits longer for a worker to begin. */
  Duration START_TIMEOUT = Duration.ofSeconds(5);

  /** The longest timeout of a webhook (300 s), and room for the rows around the call. */
  Duration LONGEST_RUN = Duration.ofSeconds(330);

  /** Returns when the task is done, or failed; it is never tried again. */
  @WorkflowMethod(name = TYPE)
  void perform(String taskId);

  /** Returns the workflow's id for this task. */
  static String workflowId(Object taskId) {
    return "interactive/" + taskId;
  }
}
