package org.wardbell.activities.calendar.trouble;

import java.time.Duration;
import java.util.UUID;

/**
 * The spread of waits, so that calendars that failed together do not come back together. It is
 * derived from the calendar and the number of the try: computed again, it is the same.
 */
public final class Jitter {
  /** A wait becomes longer by less than this share, and never shorter. */
  private static final double SHARE = 0.25;

  private static final int STEPS = 10_000;

  private Jitter() {}

  /** Returns the wait, longer by a share that looks random. */
  public static Duration over(Duration wait, UUID calendarId, int tries) {
    long mixed = (calendarId.hashCode() + 0x9E3779B97F4A7C15L * (tries + 1L)) * 0xBF58476D1CE4E5B9L;
    double fraction = (double) Math.floorMod(mixed ^ (mixed >>> 31), STEPS) / STEPS;
    return wait.plusMillis((long) (wait.toMillis() * SHARE * fraction));
  }
}
