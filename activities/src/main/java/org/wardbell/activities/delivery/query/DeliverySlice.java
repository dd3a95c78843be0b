package org.wardbell.activities.delivery.query;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Part of a list, newest first.
 *
 * @param deliveries may be fewer than asked for, even none, although there are more
 * @param next read on with deliveries before this number; null at the end
 */
public record DeliverySlice(List<KeptDelivery> deliveries, @Nullable Long next) {
  public DeliverySlice {
    deliveries = List.copyOf(deliveries);
  }
}
