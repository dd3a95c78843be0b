package org.wardbell.activities.delivery.query;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.wardbell.workflows.delivery.AttemptOutcome;

/**
 * A filter on attempts; null means any.
 *
 * @param status of its delivery, as it is now
 * @param trigger why it was made: schedule, resend or replay
 * @param from only those that began then or later
 * @param to only those that began before
 * @param before only attempts with a smaller number
 */
public record AttemptFilter(
    @Nullable UUID clinic,
    @Nullable UUID webhook,
    @Nullable UUID delivery,
    @Nullable String eventType,
    @Nullable StatusFilter status,
    @Nullable AttemptOutcome outcome,
    @Nullable String code,
    @Nullable String trigger,
    @Nullable Instant from,
    @Nullable Instant to,
    @Nullable Long before) {
  /** Returns whether each attempt passes, but for those before a page. */
  boolean isEmpty() {
    return equals(
        new AttemptFilter(null, null, null, null, null, null, null, null, null, null, before));
  }

  /** Returns whether it looks at more than the attempts' own rows. */
  boolean joins() {
    return eventType != null || status != null;
  }
}
