package org.wardbell.workflows.erasure;

import org.wardbell.workflows.JobLoop;

/** The loop of an erasure. */
public final class ErasureWorkflowImpl implements ErasureWorkflow {
  private final ErasureActivities activities = JobLoop.activities(ErasureActivities.class);

  @Override
  public void run(String erasureId) {
    JobLoop.run(() -> activities.advance(erasureId), erasureId);
  }
}
