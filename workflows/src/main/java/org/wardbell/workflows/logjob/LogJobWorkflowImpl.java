package org.wardbell.workflows.logjob;

import org.wardbell.workflows.JobLoop;

/** The loop of a job on the execution log. */
public final class LogJobWorkflowImpl implements LogJobWorkflow {
  private final LogJobActivities activities = JobLoop.activities(LogJobActivities.class);

  @Override
  public void run(String jobId) {
    JobLoop.run(() -> activities.advance(jobId), jobId);
  }
}
