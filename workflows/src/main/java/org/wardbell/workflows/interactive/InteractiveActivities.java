package org.wardbell.workflows.interactive;

import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;

/** Does what a person waits for. */
@ActivityInterface
public interface InteractiveActivities {
  /** Does the task with this id, at most once; what came of it is in its row. */
  @ActivityMethod(name = "Perform")
  void perform(String taskId);
}
