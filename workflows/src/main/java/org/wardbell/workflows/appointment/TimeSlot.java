package org.wardbell.workflows.appointment;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * A stretch of a doctor's time: from its start up to, and without, its end. Whole seconds, because
 * a calendar keeps no more, and a fraction would look like a change on its way back.
 */
public record TimeSlot(Instant start, Instant end) {
  public TimeSlot {
    start = start.truncatedTo(ChronoUnit.SECONDS);
    end = end.truncatedTo(ChronoUnit.SECONDS);
  }
}
