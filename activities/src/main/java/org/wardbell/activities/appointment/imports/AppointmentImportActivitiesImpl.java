package org.wardbell.activities.appointment.imports;

import java.util.UUID;
import org.wardbell.activities.temporal.ActivityHeartbeat;
import org.wardbell.activities.temporal.JobTurns;
import org.wardbell.workflows.JobProgress;
import org.wardbell.workflows.appointment.imports.AppointmentImportActivities;

/** The activity that advances an import for a while, when it is its turn. */
final class AppointmentImportActivitiesImpl implements AppointmentImportActivities {
  private final ImportSteps steps;
  private final JobTurns turns;
  private final ActivityHeartbeat heartbeat;

  AppointmentImportActivitiesImpl(ImportSteps steps, JobTurns turns, ActivityHeartbeat heartbeat) {
    this.steps = steps;
    this.turns = turns;
    this.heartbeat = heartbeat;
  }

  @Override
  public JobProgress advance(String importId) {
    UUID id = UUID.fromString(importId);
    return turns.advance(heartbeat, limit -> steps.step(id, limit));
  }
}
