package org.wardbell.activities.calendar.sync;

import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.wardbell.activities.calendar.google.CalendarAccess;
import org.wardbell.activities.calendar.google.CalendarPolicy;

/**
 * The right to change a calendar's rows, until somebody takes the next session. A process that was
 * paused and wakes up with an old session writes nothing.
 *
 * @param epoch of this session
 * @param syncToken what the next pull continues from, or null for the whole window
 * @param requested pushes that had arrived when the session was taken
 * @param handled pushes that a finished pull had covered by then
 */
public record SyncSession(
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
