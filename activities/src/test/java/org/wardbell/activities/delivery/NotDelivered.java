package org.wardbell.activities.delivery;

import io.temporal.failure.ApplicationFailure;
import java.time.Duration;

/** What the regular lane throws while a delivery is not final: when to come back, and why. */
record NotDelivered(Duration delay, String text) {
  static NotDelivered by(Runnable activity) {
    try {
      activity.run();
    } catch (ApplicationFailure failure) {
      return new NotDelivered(failure.getNextRetryDelay(), failure.getOriginalMessage());
    }
    throw new AssertionError("the activity returned, as if the delivery were final");
  }
}
