package org.wardbell.activities.delivery.query;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The question for a list of events; null asks for nothing in particular.
 *
 * @param clinic only that clinic's; null for all
 * @param subject only with a subject of this fingerprint
 * @param source {@code api}, {@code calendar} or {@code system}
 * @param from accepted then or later
 * @param to accepted before then
 * @param before only events with a smaller number
 */
public record EventFilter(
    @Nullable UUID clinic,
    byte @Nullable [] subject,
    @Nullable String type,
    @Nullable String source,
    @Nullable Instant from,
    @Nullable Instant to,
    @Nullable Long before) {
  /** Returns whether rows must be looked at one after the other, because no index knows. */
  boolean needsRows() {
    return type != null || source != null;
  }
}
