package org.wardbell.workflows.rotation;

import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;
import org.wardbell.workflows.JobProgress;

/** The work of a rotation. */
@ActivityInterface
public interface RotationActivities {
  /** Works for a while; may run twice at the same time. */
  @ActivityMethod(name = "AdvanceKeyRotation")
  JobProgress advance(String rotationId);
}
