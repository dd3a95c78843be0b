package org.wardbell.activities.delivery.attempt;

import org.springframework.core.env.Environment;

/**
 * The activities of each kind that may run at once in a process, each on a task queue of its own:
 * most of them wait on a socket, and those of one kind must not keep the others waiting. {@code
 * wardbell.slots.deliveries}, {@code .drains}, {@code .calendars}.
 */
public record ActivitySlots(int deliveries, int drains, int calendars) {
  private static final int DELIVERIES = 500;
  private static final int DRAINS = 500;
  private static final int CALENDARS = 100;

  /** Reads what the operator set. */
  public static ActivitySlots of(Environment environment) {
    return new ActivitySlots(
        slots(environment, "deliveries", DELIVERIES),
        slots(environment, "drains", DRAINS),
        slots(environment, "calendars", CALENDARS));
  }

  private static int slots(Environment environment, String kind, int otherwise) {
    return Math.max(1, environment.getProperty("wardbell.slots." + kind, Integer.class, otherwise));
  }
}
