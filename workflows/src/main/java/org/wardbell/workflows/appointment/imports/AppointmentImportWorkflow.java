package org.wardbell.workflows.appointment.imports;

import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/** An import of appointments from a file of lines. */
@WorkflowInterface
public interface AppointmentImportWorkflow {
  /** The type's name with Temporal; stored in histories. */
  String TYPE = "AppointmentImportWorkflow";

  /** Advances the import until nothing is left to do. */
  @WorkflowMethod(name = TYPE)
  void run(String importId);

  /** Returns the workflow's id for this import. */
  static String workflowId(Object importId) {
    return "appointment-import/" + importId;
  }
}
