package org.wardbell.workflows.appointment;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * A stretch of a doctor's time: from its start up to, and without, its end. It has whole seconds,
 * because a calendar keeps no more, and a fraction would come back as a change.
 */
public record TimeSlot(Instant start, Instant end) {
  public TimeSlot {
    start = start.truncatedTo(ChronoUnit.SECONDS);
    end = end.truncatedTo(ChronoUnit.SECONDS);
  }

  /** Returns whether both take some of the same time; slots that only touch do not. */
  public boolean overlaps(TimeSlot other) {
    return start.isBefore(other.end) && other.start.isBefore(end);
  }
}
