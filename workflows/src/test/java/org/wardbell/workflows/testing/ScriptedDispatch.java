package org.wardbell.workflows.testing;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.function.Supplier;
import org.wardbell.workflows.delivery.OpenDelivery;
import org.wardbell.workflows.event.DispatchActivities;
import org.wardbell.workflows.event.DispatchResult;
import org.wardbell.workflows.event.EventBatch;

/** A scripted express lane: it answers as a test says, in order. */
public final class ScriptedDispatch implements DispatchActivities {
  private final Deque<Supplier<DispatchResult>> script = new ArrayDeque<>();
  private final List<EventBatch> calls = Collections.synchronizedList(new ArrayList<>());

  /** Adds the next answer. */
  public ScriptedDispatch then(
      int matched, int delivered, int parked, boolean more, OpenDelivery... open) {
    script.add(() -> new DispatchResult(matched, delivered, parked, more, List.of(open)));
    return this;
  }

  /** Adds a call as the next answer. */
  public ScriptedDispatch then(Supplier<DispatchResult> answer) {
    script.add(answer);
    return this;
  }

  /** Lets the next calls fail this many times, as they do when the database is away. */
  public ScriptedDispatch thenFails(int times) {
    for (int i = 0; i < times; i++) {
      script.add(
          () -> {
            throw new IllegalStateException("database_away");
          });
    }
    return this;
  }

  @Override
  public DispatchResult dispatch(EventBatch batch) {
    calls.add(batch);
    return script.remove().get();
  }

  /** Returns the batches it was asked for. */
  public List<EventBatch> calls() {
    return List.copyOf(calls);
  }
}
