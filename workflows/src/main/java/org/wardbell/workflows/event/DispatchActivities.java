package org.wardbell.workflows.event;

import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;

/** The express lane: matching, rows and first attempts of a batch in one local activity. */
@ActivityInterface
public interface DispatchActivities {
  /**
   * Writes the deliveries of events not dispatched yet, makes first attempts to healthy webhooks
   * side by side, and returns the deliveries that are left for the regular lane. Safe to run any
   * number of times.
   */
  @ActivityMethod(name = "Dispatch")
  DispatchResult dispatch(EventBatch batch);
}
