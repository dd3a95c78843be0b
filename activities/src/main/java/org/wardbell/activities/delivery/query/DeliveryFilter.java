package org.wardbell.activities.delivery.query;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.wardbell.workflows.delivery.AttemptOutcome;
import org.wardbell.workflows.delivery.DeliveryStatus;

/**
 * A filter on deliveries; null means any.
 *
 * @param clinic its clinic
 * @param eventType of its event
 * @param outcome of its last attempt
 * @param code of its last attempt
 * @param trigger what made it: live, resend or replay
 * @param from only those that were made then or later
 * @param to only those that were made before
 * @param before only deliveries with a smaller number
 */
public record DeliveryFilter(
    @Nullable UUID clinic,
    @Nullable UUID webhook,
    @Nullable UUID event,
    @Nullable DeliveryStatus status,
    @Nullable String eventType,
    @Nullable AttemptOutcome outcome,
    @Nullable String code,
    @Nullable String trigger,
    @Nullable Instant from,
    @Nullable Instant to,
    @Nullable Long before) {
  /** Creates a filter of what an index knows. */
  public DeliveryFilter(
      @Nullable UUID clinic,
      @Nullable UUID webhook,
      @Nullable UUID event,
      @Nullable DeliveryStatus status,
      @Nullable Long before) {
    this(clinic, webhook, event, status, null, null, null, null, null, null, before);
  }
}
