package org.wardbell.workflows.testing;

import io.temporal.failure.ApplicationErrorCategory;
import io.temporal.failure.ApplicationFailure;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.wardbell.workflows.delivery.DeliveryActivities;

/** A scripted regular lane: it answers as a test says, in order, per delivery. */
public final class ScriptedDeliveries implements DeliveryActivities {
  private final Map<String, Deque<Supplier<String>>> scripts = new ConcurrentHashMap<>();
  private final List<String> calls = Collections.synchronizedList(new ArrayList<>());

  /** Lets this delivery's next attempt fail, with a wait in the row. */
  public ScriptedDeliveries again(String deliveryId, String message, Duration wait) {
    return then(
        deliveryId,
        () -> {
          throw ApplicationFailure.newBuilder()
              .setMessage(message)
              .setType("NotDeliveredYet")
              .setNextRetryDelay(wait)
              .setCategory(ApplicationErrorCategory.BENIGN)
              .build();
        });
  }

  /** Lets this delivery come to an end next. */
  public ScriptedDeliveries ends(String deliveryId, String status) {
    return then(deliveryId, () -> status);
  }

  private ScriptedDeliveries then(String deliveryId, Supplier<String> answer) {
    scripts.computeIfAbsent(deliveryId, id -> new ArrayDeque<>()).add(answer);
    return this;
  }

  @Override
  public String deliver(String deliveryId) {
    calls.add(deliveryId);
    return scripts.get(deliveryId).remove().get();
  }

  /** Returns the deliveries it was asked for, in order. */
  public List<String> calls() {
    return List.copyOf(calls);
  }
}
