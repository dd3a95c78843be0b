package org.wardbell.activities.delivery.query;

import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.wardbell.workflows.delivery.DeliveryStatus;

/**
 * A filter on the log of a clinic's deliveries.
 *
 * @param webhook only of this webhook, which the caller sees; null for all of the clinic
 * @param statuses at least one
 * @param from only deliveries made at or after this, or null
 * @param to only deliveries made before this, or null
 */
public record NumberedLogFilter(
    UUID clinic,
    @Nullable UUID webhook,
    Set<DeliveryStatus> statuses,
    @Nullable Instant from,
    @Nullable Instant to) {
  public NumberedLogFilter {
    statuses = Set.copyOf(statuses);
  }
}
