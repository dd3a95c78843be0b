package org.wardbell.workflows.rotation;

import org.wardbell.workflows.JobLoop;

/** The loop of a rotation. */
public final class RotationWorkflowImpl implements RotationWorkflow {
  private final RotationActivities activities = JobLoop.activities(RotationActivities.class);

  @Override
  public void run(String rotationId) {
    JobLoop.run(() -> activities.advance(rotationId), rotationId);
  }
}
