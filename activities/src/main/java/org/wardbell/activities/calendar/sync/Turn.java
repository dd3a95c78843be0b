package org.wardbell.activities.calendar.sync;

import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.wardbell.activities.calendar.google.CalendarAccess;
import org.wardbell.activities.calendar.google.CalendarPolicy;

/**
 * The right to change a calendar's rows, until somebody takes the next turn. A process that was
 * paused and wakes up with an old turn writes nothing.
 *
 * @param epoch of this turn
 * @param syncToken what the next pull continues from, or null for the whole window
 * @param requested pushes that had arrived when the turn was taken
 * @param handled pushes that a finished pull had covered by then
 */
public record Turn(
    UUID clinicId,
    UUID doctorId,
    CalendarAccess access,
    CalendarPolicy policy,
    int epoch,
    @Nullable String syncToken,
    long requested,
    long handled) {
  public UUID calendarId() {
    return access.calendarId();
  }
}
