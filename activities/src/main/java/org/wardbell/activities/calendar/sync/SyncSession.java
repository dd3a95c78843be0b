package org.wardbell.activities.calendar.sync;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.wardbell.activities.calendar.google.CalendarAccess;
import org.wardbell.activities.calendar.google.CalendarPolicy;
import org.wardbell.activities.calendar.style.StyledContent;
import org.wardbell.activities.calendar.trouble.CalendarKey;

/**
 * A fencing token of a calendar: the right to change the calendar's rows until the next session is
 * taken. A process that was paused and wakes up with an old session writes nothing.
 *
 * @param content what events are to say, as it was decided when the session was taken
 * @param epoch the number of this session, which only grows
 * @param syncToken the token from which a pull continues, or null for the whole window
 * @param requested pushes that had arrived when the session was taken
 * @param handled pushes that a finished pull had covered by then
 * @param zone in which whole days of the calendar were read, or null if that is not known
 * @param takenAt by the database's clock
 */
public record SyncSession(
    UUID clinicId,
    UUID doctorId,
    CalendarAccess access,
    CalendarPolicy policy,
    StyledContent content,
    int epoch,
    @Nullable String syncToken,
    long requested,
    long handled,
    @Nullable String zone,
    Instant takenAt) {
  /** Returns the calendar of this session. */
  public UUID calendarId() {
    return access.calendarId();
  }

  /** Returns the ids of this session's calendar. */
  public CalendarKey key() {
    return new CalendarKey(clinicId, doctorId, calendarId());
  }
}
