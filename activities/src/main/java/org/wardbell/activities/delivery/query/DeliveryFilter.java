package org.wardbell.activities.delivery.query;

import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.wardbell.workflows.delivery.DeliveryStatus;

/**
 * A filter on deliveries; null means any.
 *
 * @param clinic its clinic
 * @param subject the fingerprint of their event's subject, which belongs to one clinic
 * @param before only deliveries with a smaller number
 */
public record DeliveryFilter(
    @Nullable UUID clinic,
    @Nullable UUID webhook,
    @Nullable UUID event,
    byte @Nullable [] subject,
    @Nullable DeliveryStatus status,
    @Nullable Long before) {

  /** Asks for any subject. */
  public DeliveryFilter(
      @Nullable UUID clinic,
      @Nullable UUID webhook,
      @Nullable UUID event,
      @Nullable DeliveryStatus status,
      @Nullable Long before) {
    this(clinic, webhook, event, null, status, before);
  }

  /** Returns whether it asks for more than an index tells, so that rows have to be looked at. */
  boolean needsRows() {
    boolean indexed = event != null || (webhook != null && subject == null);
    return !indexed && (webhook != null || status != null);
  }
}
