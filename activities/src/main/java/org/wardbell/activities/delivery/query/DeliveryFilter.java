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
 * @param endedFrom only those that ended then or later
 * @param endedTo only those that ended before
 * @param before only deliveries with a smaller number
 */
public record DeliveryFilter(
    @Nullable UUID clinic,
    @Nullable UUID webhook,
    @Nullable UUID event,
    byte @Nullable [] subject,
    @Nullable StatusFilter status,
    @Nullable String eventType,
    @Nullable AttemptOutcome outcome,
    @Nullable String code,
    @Nullable String trigger,
    @Nullable Instant from,
    @Nullable Instant to,
    @Nullable Instant endedFrom,
    @Nullable Instant endedTo,
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
    this(
        clinic,
        webhook,
        event,
        subject,
        status == null ? null : StatusFilter.of(status),
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        before);
  }

  /** Returns the same filter, of those that ended in a period; null leaves a side of it open. */
  public DeliveryFilter endedIn(@Nullable Instant since, @Nullable Instant until) {
    return new DeliveryFilter(
        clinic, webhook, event, subject, status, eventType, outcome, code, trigger, from, to, since,
        until, before);
  }

  /** Returns the same filter, of deliveries with a smaller number; null means any. */
  public DeliveryFilter before(@Nullable Long number) {
    return new DeliveryFilter(
        clinic, webhook, event, subject, status, eventType, outcome, code, trigger, from, to,
        endedFrom, endedTo, number);
  }

  /** Returns whether it asks when deliveries ended. */
  public boolean asksForEnd() {
    return endedFrom != null || endedTo != null;
  }

  /** Returns whether the rows are found by the index of a webhook. */
  boolean walksWebhook() {
    return event == null && webhook != null && subject == null;
  }

  /** Returns whether it asks for words that no index has. */
  boolean asksForWords() {
    return outcome != null || code != null || trigger != null || eventType != null;
  }

  /** Returns whether it asks for more than an index tells, so that rows have to be looked at. */
  boolean needsRows() {
    boolean indexed = walksWebhook() || (webhook == null && status == null);
    return event == null && !(indexed && !asksForWords() && !asksForEnd());
  }
}
