package org.wardbell.activities.delivery.state;

import java.time.Duration;
import java.time.Instant;
import org.wardbell.activities.database.generated.tables.records.DeliveryRecord;
import org.wardbell.activities.webhook.state.WebhookState;

/**
 * The waits of a delivery whose filter or transformation was not evaluated to its end: one that was
 * slow rests for a minute, and one that stays slow is tried less and less often.
 */
public final class Deferral {
  private static final Duration FIRST = Duration.ofSeconds(60);
  private static final Duration LONGEST = Duration.ofHours(1);

  /** Two to this power times the first wait is more than the longest. */
  private static final int DOUBLINGS = 6;

  private Deferral() {}

  /** Returns the wait after the first evaluation that did not end. */
  public static Duration first() {
    return FIRST;
  }

  /**
   * Returns whether a delivery has waited for as long as its schedule lasts: then it is refused.
   */
  public static boolean isOver(DeliveryRecord delivery, WebhookState state, Instant now) {
    Instant end = delivery.getExhaustsAt();
    return end != null && !end.isAfter(state.patience().at(now));
  }

  /** Returns the wait after the next one, if so many did not end before. */
  static Duration after(int earlier) {
    Duration wait = FIRST.multipliedBy(1L << Math.min(earlier, DOUBLINGS));
    return wait.compareTo(LONGEST) > 0 ? LONGEST : wait;
  }
}
