package org.wardbell.workflows.retention;

import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;

/** The steps of a sweep by age. */
@ActivityInterface
public interface RetentionActivities {
  /** Begins a sweep, or takes up one that has not ended; returns its id. */
  @ActivityMethod(name = "BeginRetention")
  String begin();

  /** Sweeps for a while, one clinic after the other in turns. */
  @ActivityMethod(name = "SweepRetention")
  SweepResult sweep(String run);
}
