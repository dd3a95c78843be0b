package org.wardbell.activities.webhook.state;

import static org.wardbell.activities.database.generated.Tables.WEBHOOK_STATE;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jooq.Record;
import org.jspecify.annotations.Nullable;

/**
 * The clock by which deliveries wait for a webhook. It stands still while the webhook is paused,
 * and falls behind by the time in which nobody of ours looked after it; so the ends of a million
 * deliveries, which are written by this clock, move with one number.
 *
 * @param pausedSince when the pause began that is not over, or null
 * @param uncounted by which it is behind the database's clock, but for that pause
 */
public record PatienceClock(@Nullable Instant pausedSince, Duration uncounted) {
  static final PatienceClock PUNCTUAL = new PatienceClock(null, Duration.ZERO);

  /** Reads a row of {@code webhook_state}. */
  static PatienceClock of(Record row) {
    return new PatienceClock(
        row.get(WEBHOOK_STATE.PAUSED) ? row.get(WEBHOOK_STATE.PAUSED_SINCE) : null,
        Duration.of(row.get(WEBHOOK_STATE.UNCOUNTED_MICROS), ChronoUnit.MICROS));
  }

  /** Returns what it shows now. */
  public Instant at(Instant now) {
    return (pausedSince == null ? now : pausedSince).minus(uncounted);
  }
}
