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

/** An express lane that answers what a test says, in order. */
public final class ScriptedDispatch implements DispatchActivities {
  private final Deque<Supplier<DispatchResult>> script = new ArrayDeque<>();
  private final List<EventBatch> calls = Collections.synchronizedList(new ArrayList<>());

  /** Next, answers this. */
  public ScriptedDispatch then(
      int matched, int delivered, int parked, boolean more, OpenDelivery... open) {
    script.add(() -> new DispatchResult(matched, delivered, parked, more, List.of(open)));
    return this;
  }

  /** Next, calls this. */
  public ScriptedDispatch then(Supplier<DispatchResult> answer) {
    script.add(answer);
    return this;
  }

  /** Next, fails this many times, as it does when the database is away. */
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

  /** The batches it was asked for. */
  public List<EventBatch> calls() {
    return List.copyOf(calls);
  }
}
