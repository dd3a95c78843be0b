package org.wardbell.activities.delivery.state;

import java.time.Duration;
import java.time.Instant;
import org.jooq.DSLContext;
import org.wardbell.activities.database.DatabaseClock;

/**
 * The time of a claim, by both clocks.
 *
 * @param now by the database's clock, which decides what is due and when a lease ends
 * @param usableUntil by this process's clock: the time of {@link System#nanoTime} after which the
 *     first byte must not leave
 */
public record ClaimClock(Instant now, long usableUntil) {
  /**
   * Of the lease's margin of 10 s this much may pass before the request begins; the rest is for the
   * journal. A process that was paused for longer gives its claim back instead of sending beside
   * the one that took over.
   */
  private static final Duration UNUSED = Duration.ofSeconds(7);

  /**
   * Reads both clocks, the process's first. It is done when all locks are held: whoever waited for
   * them has not lost the time in which the claim is good.
   */
  public static ClaimClock read(DSLContext transaction) {
    long usableUntil = usableUntilFromNow();
    return new ClaimClock(DatabaseClock.read(transaction), usableUntil);
  }

  /** Returns when a claim that begins now is too old; asked before the database's time is read. */
  public static long usableUntilFromNow() {
    return System.nanoTime() + UNUSED.toNanos();
  }

  /** Returns whether the clocks were read longer ago than this. */
  public boolean isOlderThan(Duration age) {
    return usableUntilFromNow() - usableUntil > age.toNanos();
  }

  /** Returns whether a claim is too old to be used. */
  static boolean isOver(long usableUntil) {
    return System.nanoTime() - usableUntil > 0;
  }
}
