package org.wardbell.activities.statistics;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A question to the statistics; null means any.
 *
 * @param clinic null for all clinics together
 * @param from its beginning, moved back to the beginning of its column
 * @param to its end, exclusive
 * @param by what the groups of the answer are, or null for none
 */
public record StatisticsFilter(
    @Nullable UUID clinic,
    @Nullable UUID webhook,
    @Nullable String eventType,
    @Nullable String code,
    Instant from,
    Instant to,
    StatisticsStep step,
    @Nullable StatisticsGroup by) {
  /** Columns of one answer: more than a screen shows, and few enough to be read in time. */
  public static final int MAXIMUM_COLUMNS = 400;
}
