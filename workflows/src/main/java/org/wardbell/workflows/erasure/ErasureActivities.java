package org.wardbell.workflows.erasure;

import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;
import org.wardbell.workflows.JobProgress;

/** The work of an erasure. */
@ActivityInterface
public interface ErasureActivities {
  /** Works for a while; may run twice at the same time. */
  @ActivityMethod(name = "AdvanceErasure")
  JobProgress advance(String erasureId);
}
