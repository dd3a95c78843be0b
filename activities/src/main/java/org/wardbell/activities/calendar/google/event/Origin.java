package org.wardbell.activities.calendar.google.event;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The origin of an event: the series of which it is an instance, and the appointment for which it,
 * or the event that it was copied from, was made.
 *
 * @param seriesId the series' id (recurringEventId), or null for a single event
 * @param originalStart when it begins by the series' rule, also after it was moved
 *     (originalStartTime); null for a single event
 * @param repeats true for a series as a whole, which no list shows
 * @param appointmentId as a private property of the event says, which anybody may write; null if
 *     none does
 */
public record Origin(
    @Nullable String seriesId,
    @Nullable Instant originalStart,
    boolean repeats,
    @Nullable UUID appointmentId) {
  /** A single event that was made for no appointment. */
  public static final Origin PLAIN = new Origin(null, null, false, null);
}
