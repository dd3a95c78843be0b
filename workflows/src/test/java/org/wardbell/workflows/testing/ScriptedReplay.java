package org.wardbell.workflows.testing;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.function.Supplier;
import org.wardbell.workflows.delivery.ReplayActivities;
import org.wardbell.workflows.delivery.ReplayProgress;

/** A replay job that goes as a test says, step by step. */
public final class ScriptedReplay implements ReplayActivities {
  private final Deque<Supplier<ReplayProgress>> script = new ArrayDeque<>();
  private final List<String> calls = Collections.synchronizedList(new ArrayList<>());

  /** Adds the next answer. */
  public ScriptedReplay then(boolean over, int created, long waitMillis) {
    return then(() -> new ReplayProgress(over, created, waitMillis));
  }

  /** Adds a call as the next answer. */
  public ScriptedReplay then(Supplier<ReplayProgress> answer) {
    script.add(answer);
    return this;
  }

  @Override
  public ReplayProgress advance(String replayId) {
    calls.add(replayId);
    return script.remove().get();
  }

  /** Returns the jobs it was asked to advance, in order. */
  public List<String> calls() {
    return List.copyOf(calls);
  }
}
