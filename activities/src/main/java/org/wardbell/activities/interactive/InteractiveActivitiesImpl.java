package org.wardbell.activities.interactive;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.wardbell.workflows.interactive.InteractiveActivities;

/** The activity that hands a task to the {@link InteractiveTask} of its kind. */
public final class InteractiveActivitiesImpl implements InteractiveActivities {
  private final InteractiveStore store;
  private final Map<String, InteractiveTask> tasks = new HashMap<>();

  /**
   * @throws IllegalArgumentException if two of them do the same kind
   */
  public InteractiveActivitiesImpl(InteractiveStore store, List<InteractiveTask> tasks) {
    this.store = store;
    for (InteractiveTask task : tasks) {
      if (this.tasks.put(task.kind(), task) != null) {
        throw new IllegalArgumentException("two do tasks of kind " + task.kind());
      }
    }
  }

  @Override
  public void perform(String taskId) {
    store.begin(UUID.fromString(taskId)).ifPresent(this::perform);
  }

  private void perform(BegunTask begun) {
    try {
      InteractiveTask task = tasks.get(begun.kind());
      if (task == null) {
        throw new IllegalStateException("this worker is older than tasks of kind " + begun.kind());
      }
      store.finish(begun, task.perform(begun.clinicId(), begun.webhookId(), begun.request()));
    } catch (RuntimeException ours) {
      store.fail(begun.id());
      throw ours;
    }
  }
}
