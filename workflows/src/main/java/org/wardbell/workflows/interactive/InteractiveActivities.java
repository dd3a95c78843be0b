package org.wardbell.workflows.interactive;

import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;

/** The activity for tasks that a person waits for. */
@ActivityInterface
public interface InteractiveActivities {
  /** Performs the task with this id, at most once; its row holds the result. */
  @ActivityMethod(name = "Perform")
  void perform(String taskId);
}
