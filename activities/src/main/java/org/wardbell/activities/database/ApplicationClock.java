package org.wardbell.activities.database;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * The clock of this process, in the precision that the database keeps. It stamps the time at which
 * something was made or changed; what is due is decided by {@link DatabaseClock} alone, because the
 * clocks of several processes differ.
 */
public final class ApplicationClock {
  private ApplicationClock() {}

  /** Returns this moment in microseconds, so that it reads back from the database as it is now. */
  public static Instant now() {
    return Instant.now().truncatedTo(ChronoUnit.MICROS);
  }
}
