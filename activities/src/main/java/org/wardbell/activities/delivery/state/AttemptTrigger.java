package org.wardbell.activities.delivery.state;

/** What an attempt is shown to have been made for. */
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
