package org.wardbell.activities.logjob;

import java.util.UUID;
import org.wardbell.activities.temporal.ActivityHeartbeat;
import org.wardbell.activities.temporal.JobTurns;
import org.wardbell.workflows.JobProgress;
import org.wardbell.workflows.logjob.LogJobActivities;

/** The activity that advances a job on the execution log for a while, when it is its turn. */
final class LogJobActivitiesImpl implements LogJobActivities {
  private final LogJobSteps steps;
  private final JobTurns turns;
  private final ActivityHeartbeat heartbeat;

  LogJobActivitiesImpl(LogJobSteps steps, JobTurns turns, ActivityHeartbeat heartbeat) {
    this.steps = steps;
    this.turns = turns;
    this.heartbeat = heartbeat;
  }

  @Override
  public JobProgress advance(String jobId) {
    UUID id = UUID.fromString(jobId);
    return turns.advance(heartbeat, limit -> steps.step(id, limit));
  }
}
