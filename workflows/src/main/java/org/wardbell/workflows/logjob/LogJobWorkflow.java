package org.wardbell.workflows.logjob;

import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/**
 * A job on the execution log: an export into a file, a removal, a resend or a cancellation. It runs
 * again when an export's file has to end.
 */
@WorkflowInterface
public interface LogJobWorkflow {
  /** The type's name with Temporal; stored in histories. */
  String TYPE = "LogJobWorkflow";

  /** Advances the job until nothing is left to do now. */
  @WorkflowMethod(name = TYPE)
  void run(String jobId);

  /** Returns the workflow's id for this job. */
  static String workflowId(Object jobId) {
    return "log-job/" + jobId;
  }
}
