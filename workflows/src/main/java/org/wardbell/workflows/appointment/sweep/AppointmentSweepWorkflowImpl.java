package org.wardbell.workflows.appointment.sweep;

import org.wardbell.workflows.JobLoop;

/** The loop of the sweep over appointments: look, rest, look again. */
public final class AppointmentSweepWorkflowImpl implements AppointmentSweepWorkflow {
  private final AppointmentSweepActivities activities =
      JobLoop.activities(AppointmentSweepActivities.class);

  @Override
  public void run(String id) {
    JobLoop.run(activities::sweep, id);
  }
}
