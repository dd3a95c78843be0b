package org.wardbell.workflows.appointment.sweep;

import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;
import org.wardbell.workflows.JobProgress;

/** The look at appointments whose time has come. */
@ActivityInterface
public interface AppointmentSweepActivities {
  /** Looks for a while, at one clinic after the other; may run twice at the same time. */
  @ActivityMethod(name = "SweepAppointments")
  JobProgress sweep();
}
