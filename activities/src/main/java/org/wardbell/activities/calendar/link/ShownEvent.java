package org.wardbell.activities.calendar.link;

import static org.wardbell.activities.database.generated.Tables.CALENDAR;
import static org.wardbell.activities.database.generated.Tables.LINK;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import org.jooq.DSLContext;
import org.wardbell.workflows.calendar.LinkState;

/**
 * An event of Google's that shows an appointment.
 *
 * @param calendarId our id of the calendar
 */
public record ShownEvent(UUID calendarId, String googleCalendarId, String googleEventId) {
  /** A doctor has a handful of calendars. */
  private static final int MOST = 20;

  /** Returns the events that show an appointment, as far as they were written. */
  public static List<ShownEvent> of(DSLContext database, UUID appointment) {
    return database
        .select(LINK.CALENDAR_ID, CALENDAR.GOOGLE_CALENDAR_ID, LINK.GOOGLE_EVENT_ID)
        .from(LINK)
        .join(CALENDAR)
        .on(CALENDAR.ID.eq(LINK.CALENDAR_ID))
        .where(LINK.APPOINTMENT_ID.eq(appointment))
        .and(LINK.STATE.eq(LinkState.WRITTEN.name()))
        .orderBy(LINK.CALENDAR_ID)
        .limit(MOST)
        .fetch(row -> new ShownEvent(row.value1(), row.value2(), row.value3()));
  }

  /**
   * Returns the event's page in Google Calendar, for whoever is signed in there and may see it. Its
   * parameter is that of Google's {@code htmlLink}: both ids, in Base64.
   */
  public URI page() {
    byte[] both = (googleEventId + " " + googleCalendarId).getBytes(StandardCharsets.UTF_8);
    return URI.create(
        "https://calendar.google.com/calendar/event?eid="
            + Base64.getUrlEncoder().withoutPadding().encodeToString(both));
  }
}
