package org.wardbell.workflows.rotation;

import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/** A job that brings a new key into use, and ends the old one. */
@WorkflowInterface
public interface RotationWorkflow {
  /** The type's name with Temporal; stored in histories. */
  String TYPE = "KeyRotationWorkflow";

  /** Advances the job until it is over. */
  @WorkflowMethod(name = TYPE)
  void run(String rotationId);

  /** Returns the workflow's id for this job. */
  static String workflowId(Object rotationId) {
    return "key-rotation/" + rotationId;
  }
}
