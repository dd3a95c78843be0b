package org.wardbell.activities.delivery.state;

/** The trigger of an attempt, as it is stored and shown. */
final class AttemptTrigger {
  /** {@code delivery.trigger} of what an event led to by itself. */
  static final String LIVE = "live";

  private static final String SCHEDULE = "schedule";

  private AttemptTrigger() {}

  /**
   * As it is stored in {@code attempt.trigger}: live deliveries follow their schedule, the others
   * say what made them.
   */
  static String of(String deliveryTrigger) {
    return deliveryTrigger.equals(LIVE) ? SCHEDULE : deliveryTrigger;
  }
}
