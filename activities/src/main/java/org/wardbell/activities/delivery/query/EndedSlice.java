package org.wardbell.activities.delivery.query;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Part of a list by the end, the latest first.
 *
 * @param deliveries may be fewer than asked for, even none, although there are more
 * @param next where to read on; null at the end
 */
public record EndedSlice(List<KeptDelivery> deliveries, @Nullable Position next) {
  public EndedSlice {
    deliveries = List.copyOf(deliveries);
  }

  /**
   * A place in the list.
   *
   * @param attempt read on with attempts below this number
   * @param end read on with ends without an attempt below this number
   */
  public record Position(long attempt, long end) {}
}
