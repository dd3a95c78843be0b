package org.wardbell.workflows.appointment.imports;

import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;
import org.wardbell.workflows.JobProgress;

/** The work of an import of appointments. */
@ActivityInterface
public interface AppointmentImportActivities {
  /** Works for a while; may run twice at the same time. */
  @ActivityMethod(name = "AdvanceAppointmentImport")
  JobProgress advance(String importId);
}
