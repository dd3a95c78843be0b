package org.wardbell.workflows.testing;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.wardbell.workflows.interactive.InteractiveActivities;

/** Scripted tasks, which succeed or fail, and are counted. */
public final class ScriptedTasks implements InteractiveActivities {
  private final List<String> calls = Collections.synchronizedList(new ArrayList<>());
  private boolean fails;

  /** Lets every task fail from now on. */
  public ScriptedTasks failing() {
    fails = true;
    return this;
  }

  @Override
  public void perform(String taskId) {
    calls.add(taskId);
    if (fails) {
      throw new IllegalStateException("the worker's own failure");
    }
  }

  /** Returns the tasks it was asked to do, in order. */
  public List<String> calls() {
    return List.copyOf(calls);
  }
}
