package org.wardbell.activities.logjob;

import java.util.UUID;
import org.wardbell.activities.temporal.ActivityHeartbeat;
import org.wardbell.activities.temporal.JobTurns;
import org.wardbell.activities.temporal.PacedWork;
import org.wardbell.workflows.JobProgress;
import org.wardbell.workflows.logjob.LogJobActivities;

/** The activity that advances a job on the execution log for a while, when it is its turn. */
final class LogJobActivitiesImpl implements LogJobActivities {
  /** A job that got no turn, or gave its turn away, asks again after this. */
  private static final long NEXT_TURN_MILLIS = 500;

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
    if (!turns.take()) {
      return new JobProgress(false, 0, NEXT_TURN_MILLIS);
    }
    long began = System.nanoTime();
    try {
      return PacedWork.run(
          heartbeat,
          limit -> {
            JobProgress progress = steps.step(id, limit);
            return !progress.over() && turns.isOver(began)
                ? new JobProgress(false, progress.rows(), NEXT_TURN_MILLIS)
                : progress;
          });
    } finally {
      turns.giveBack();
    }
  }
}
