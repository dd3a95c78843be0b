package org.wardbell.simulator.receiver;

import java.util.Arrays;
import java.util.List;

/**
 * An endpoint's behaviour: one step per request, the last one for ever after.
 *
 * @param perDelivery true counts the steps for each {@code webhook-id} on its own, false over all
 *     requests
 */
public record Behaviour(List<Step> steps, boolean perDelivery) {

  /** Copies the steps; there is at least one. */
  public Behaviour {
    if (steps.isEmpty()) {
      throw new IllegalArgumentException("a behaviour needs at least one step");
    }
    steps = List.copyOf(steps);
  }

  /** Returns a behaviour of these steps, counted over all requests. */
  public static Behaviour of(Step... steps) {
    return new Behaviour(List.of(steps), false);
  }

  /** Returns a behaviour of plain answers, for example {@code statuses(503, 503, 200)}. */
  public static Behaviour statuses(int... statuses) {
    return new Behaviour(Arrays.stream(statuses).mapToObj(Step::answer).toList(), false);
  }

  /** Returns the same steps, counted for each {@code webhook-id} on its own. */
  public Behaviour forEachDelivery() {
    return new Behaviour(steps, true);
  }
}
