package org.wardbell.workflows.delivery;

import io.temporal.workflow.SignalMethod;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/**
 * The workflow of one replay job: it makes the job's deliveries slice by slice, until all have
 * ended. Workflow id {@code replay/<job id>}; ends when the job has, or is paused. Its progress is
 * in the database, so that it may be started again at any time.
 */
@WorkflowInterface
public interface ReplayWorkflow {
  /** The type's name with Temporal. */
  String TYPE = "ReplayWorkflow";

  /** The signal's name with Temporal. */
  String WAKE = "wake";

  /** Advances the job until it is over. */
  @WorkflowMethod(name = TYPE)
  void run(String replayId);

  /** Wakes the job after somebody resumed or cancelled it. */
  @SignalMethod(name = WAKE)
  void wake();

  /** Returns the workflow's id for this job. */
  static String workflowId(Object replayId) {
    return "replay/" + replayId;
  }
}
