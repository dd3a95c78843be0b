package org.wardbell.activities.rotation;

import java.util.UUID;
import org.wardbell.activities.temporal.ActivityHeartbeat;
import org.wardbell.activities.temporal.PacedWork;
import org.wardbell.workflows.JobProgress;
import org.wardbell.workflows.rotation.RotationActivities;

/** The activity that advances a rotation for a while. */
final class RotationActivitiesImpl implements RotationActivities {
  private final RotationSteps steps;
  private final ActivityHeartbeat heartbeat;

  RotationActivitiesImpl(RotationSteps steps, ActivityHeartbeat heartbeat) {
    this.steps = steps;
    this.heartbeat = heartbeat;
  }

  @Override
  public JobProgress advance(String rotationId) {
    UUID id = UUID.fromString(rotationId);
    return PacedWork.run(heartbeat, limit -> steps.step(id, limit));
  }
}
