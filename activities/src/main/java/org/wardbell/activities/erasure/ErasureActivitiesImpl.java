package org.wardbell.activities.erasure;

import java.util.UUID;
import org.wardbell.activities.temporal.ActivityHeartbeat;
import org.wardbell.activities.temporal.PacedWork;
import org.wardbell.workflows.JobProgress;
import org.wardbell.workflows.erasure.ErasureActivities;

/** The activity that advances an erasure for a while. */
final class ErasureActivitiesImpl implements ErasureActivities {
  private final ErasureSteps steps;
  private final ActivityHeartbeat heartbeat;

  ErasureActivitiesImpl(ErasureSteps steps, ActivityHeartbeat heartbeat) {
    this.steps = steps;
    this.heartbeat = heartbeat;
  }

  @Override
  public JobProgress advance(String erasureId) {
    UUID id = UUID.fromString(erasureId);
    return PacedWork.run(heartbeat, limit -> steps.step(id, limit));
  }
}
