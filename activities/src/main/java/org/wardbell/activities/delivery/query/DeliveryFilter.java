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
 * @param subject the fingerprint of their event's subject, which belongs to one clinic
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
    byte @Nullable [] subject,
    @Nullable DeliveryStatus status,
    @Nullable String eventType,
    @Nullable AttemptOutcome outcome,
    @Nullable String code,
    @Nullable String trigger,
    @Nullable Instant from,
    @Nullable Instant to,
    @Nullable Long before) {
  /** Creates a filter of what an index knows, of any subject. */
  public DeliveryFilter(
      @Nullable UUID clinic,
      @Nullable UUID webhook,
      @Nullable UUID event,
      @Nullable DeliveryStatus status,
      @Nullable Long before) {
    this(clinic, webhook, event, null, status, before);
  }

  /** Creates a filter of what an index knows. */
  public DeliveryFilter(
      @Nullable UUID clinic,
      @Nullable UUID webhook,
      @Nullable UUID event,
      byte @Nullable [] subject,
      @Nullable DeliveryStatus status,
      @Nullable Long before) {
    this(clinic, webhook, event, subject, status, null, null, null, null, null, null, before);
  }

  /** Returns whether the rows are found by the index of a webhook. */
  boolean walksWebhook() {
    return event == null && webhook != null && subject == null;
  }

  /** Returns whether it asks for more than an index tells, so that rows have to be looked at. */
  boolean needsRows() {
    boolean indexed = walksWebhook() || (webhook == null && status == null);
    boolean plain = outcome == null && code == null && trigger == null && eventType == null;
    return event == null && !(indexed && plain);
  }
}
