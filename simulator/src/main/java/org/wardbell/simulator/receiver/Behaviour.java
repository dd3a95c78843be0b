package org.wardbell.simulator.receiver;

import java.util.Arrays;
import java.util.List;

/**
 * How an endpoint behaves: one step per request, the last one for ever after.
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

  /** These steps, counted over all requests. */
  public static Behaviour of(Step... steps) {
    return new Behaviour(List.of(steps), false);
  }

  /** Plain answers, for example {@code statuses(503, 503, 200)}. */
  public static Behaviour statuses(int... statuses) {
    return new Behaviour(Arrays.stream(statuses).mapToObj(Step::answer).toList(), false);
  }

  /** The same steps, counted for each {@code webhook-id} on its own. */
  public Behaviour forEachDelivery() {
    return new Behaviour(steps, true);
  }
}
