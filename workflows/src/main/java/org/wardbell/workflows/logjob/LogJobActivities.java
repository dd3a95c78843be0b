package org.wardbell.workflows.logjob;

import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;
import org.wardbell.workflows.JobProgress;

/** The work of a job on the execution log. */
@ActivityInterface
public interface LogJobActivities {
  /** Works for a while; may run twice at the same time. */
  @ActivityMethod(name = "AdvanceLogJob")
  JobProgress advance(String jobId);
}
