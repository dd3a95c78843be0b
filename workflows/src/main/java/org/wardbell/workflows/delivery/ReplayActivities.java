package org.wardbell.workflows.delivery;

import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;

/** The activities of a replay job. */
@ActivityInterface
public interface ReplayActivities {
  /** Makes the next deliveries of the job, as many as may be open. Safe to run twice at once. */
  @ActivityMethod(name = "AdvanceReplay")
  ReplayProgress advance(String replayId);
}
