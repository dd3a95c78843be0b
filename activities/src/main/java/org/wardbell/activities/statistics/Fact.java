package org.wardbell.activities.statistics;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One row of a source, as it is counted.
 *
 * @param number of the row in its source
 * @param webhook zero for an event
 * @param at when it happened, or null while an attempt is under way
 * @param outcome of the attempt, the status of a delivery that ended without one, or empty
 * @param code of the outcome, or empty
 * @param events 1 if it is an event
 * @param attempts 1 if it is an attempt
 * @param deliveries 1 if a delivery ended with it
 * @param micros the attempt's execution time in microseconds, or null if there is none
 */
record Fact(
    long number,
    UUID clinic,
    UUID webhook,
    String eventType,
    @Nullable Instant at,
    String outcome,
    String code,
    int events,
    int attempts,
    int deliveries,
    @Nullable Integer micros) {
  private static final String LOST = "LOST";

  /** Returns whether it is an attempt whose answer may still be recorded by a process that lags. */
  boolean isLost() {
    return outcome.equals(LOST);
  }

  /** Returns the same attempt as it was counted while it was lost. */
  Fact asLost(Instant lostAt) {
    return new Fact(number, clinic, webhook, eventType, lostAt, LOST, "lost", 0, attempts, 0, null);
  }
}
