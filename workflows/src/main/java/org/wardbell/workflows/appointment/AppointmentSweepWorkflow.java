package org.wardbell.workflows.appointment;

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

  /** The id of the one workflow of this type. */
  String ID = "appointment-sweep";

  /**
   * Sweeps until it is terminated; then the relay starts it again.
   *
   * @param id {@link #ID}
   */
  @WorkflowMethod(name = TYPE)
  void run(String id);
}
