package org.wardbell.workflows.delivery;

import io.temporal.workflow.SignalMethod;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/**
 * Minds one replay job: makes its deliveries slice by slice, until all have ended. Workflow id
 * {@code replay/<job id>}; ends when the job has, or is paused. How far it is stands in the
 * database, so that it may be started anew at any time.
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

  /** Somebody resumed or cancelled it: look now. */
  @SignalMethod(name = WAKE)
  void wake();

  /** The workflow's id for this job. */
  static String workflowId(Object replayId) {
    return "replay/" + replayId;
  }
}
