package org.wardbell.workflows.appointment.sweep;

import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/**
 * The sweep over appointments, one for the whole installation and without an end: it tells that
 * they begin, that a reminder is due, and closes them when they are over.
 */
@WorkflowInterface
public interface AppointmentSweepWorkflow {
  /** The type's name with Temporal; stored in histories. */
  String TYPE = "AppointmentSweepWorkflow";

  /**
   * Sweeps until it is terminated; then the relay starts it again.
   *
   * @param id {@link #workflowId}
   */
  @WorkflowMethod(name = TYPE)
  void run(String id);

  /** Returns the id of the one workflow of this type. */
  static String workflowId() {
    return "appointment-sweep";
  }
}
