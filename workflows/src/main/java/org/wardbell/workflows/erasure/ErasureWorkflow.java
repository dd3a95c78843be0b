package org.wardbell.workflows.erasure;

import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/** A job that erases a subject; Temporal sees the job's id, never the subject. */
@WorkflowInterface
public interface ErasureWorkflow {
  /** The type's name with Temporal; stored in histories. */
  String TYPE = "ErasureWorkflow";

  /** Advances the job until it is over. */
  @WorkflowMethod(name = TYPE)
  void run(String erasureId);

  /** Returns the workflow's id for this job. */
  static String workflowId(Object erasureId) {
    return "erasure/" + erasureId;
  }
}
