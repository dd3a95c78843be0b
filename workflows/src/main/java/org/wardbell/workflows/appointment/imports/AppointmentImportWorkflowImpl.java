package org.wardbell.workflows.appointment.imports;

import org.wardbell.workflows.JobLoop;

/** The loop of an import of appointments. */
public final class AppointmentImportWorkflowImpl implements AppointmentImportWorkflow {
  private final AppointmentImportActivities activities =
      JobLoop.activities(AppointmentImportActivities.class);

  @Override
  public void run(String importId) {
    JobLoop.run(() -> activities.advance(importId), importId);
  }
}
