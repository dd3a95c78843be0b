package org.wardbell.simulator.receiver;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A behaviour with its place in it. */
final class Script {

  /** Deliveries whose place is remembered; the oldest is forgotten and would begin again. */
  private static final int MAX_DELIVERIES = 200_000;

  private static final String ALL = "";

  private final Behaviour behaviour;
  private final Map<String, Integer> taken = new LinkedHashMap<>();

  Script(Behaviour behaviour) {
    this.behaviour = behaviour;
  }

  synchronized Step next(@Nullable String webhookId) {
    String key = behaviour.perDelivery() && webhookId != null ? webhookId : ALL;
    int index = taken.merge(key, 1, Integer::sum) - 1;
    if (taken.size() > MAX_DELIVERIES) {
      taken.remove(taken.keySet().iterator().next());
    }
    return behaviour.steps().get(Math.min(index, behaviour.steps().size() - 1));
  }
}
