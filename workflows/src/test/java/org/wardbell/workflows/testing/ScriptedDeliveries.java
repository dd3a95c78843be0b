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

/** A regular lane that answers what a test says, in order, per delivery. */
public final class ScriptedDeliveries implements DeliveryActivities {
  private final Map<String, Deque<Supplier<String>>> scripts = new ConcurrentHashMap<>();
  private final List<String> calls = Collections.synchronizedList(new ArrayList<>());

  /** Next, this delivery's attempt fails, and the row says to come back after this wait. */
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

  /** Next, this delivery comes to an end. */
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

  /** The deliveries it was asked for, in order. */
  public List<String> calls() {
    return List.copyOf(calls);
  }
}
