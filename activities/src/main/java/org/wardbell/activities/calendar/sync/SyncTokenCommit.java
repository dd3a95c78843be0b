package org.wardbell.activities.calendar.sync;

import static org.wardbell.activities.database.generated.Tables.CALENDAR;

import java.util.List;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.wardbell.activities.calendar.google.GoogleCalendar;
import org.wardbell.activities.database.DatabaseClock;
import org.wardbell.activities.event.NewEvent;
import org.wardbell.workflows.calendar.CalendarState;

/**
 * The end of a pull, in the transaction of its last page: the sync token is never ahead of the
 * committed changes. The session makes this a compare-and-set: no other pull has ended since.
 */
final class SyncTokenCommit {
  private final CalendarSettings settings;
  private final CalendarEvents calendarEvents;

  SyncTokenCommit(CalendarSettings settings, CalendarEvents calendarEvents) {
    this.settings = settings;
    this.calendarEvents = calendarEvents;
  }

  /** Stores the sync token after the last page of changes. */
  List<NewEvent> incremental(DSLContext transaction, SyncSession session, String nextSyncToken) {
    transaction
        .update(CALENDAR)
        .set(CALENDAR.SYNC_TOKEN, nextSyncToken)
        .set(CALENDAR.HANDLED, DSL.greatest(CALENDAR.HANDLED, DSL.val(session.requested())))
        .set(CALENDAR.PULLED_AT, DatabaseClock.now())
        .setNull(CALENDAR.LAST_ERROR)
        .setNull(CALENDAR.LAST_ERROR_AT)
        .setNull(CALENDAR.QUIET_UNTIL)
        .set(CALENDAR.UPDATED_AT, DatabaseClock.now())
        .where(CALENDAR.ID.eq(session.calendarId()))
        .execute();
    return connected(transaction, session);
  }

  /** Stores the sync token after the whole window, and forgets busy time that it did not show. */
  List<NewEvent> full(DSLContext transaction, SyncSession session, String nextSyncToken) {
    BusyTimes.sweep(transaction, session);
    transaction
        .update(CALENDAR)
        .set(CALENDAR.BASELINED_AT, DatabaseClock.now())
        .set(CALENDAR.QUERY_VERSION, GoogleCalendar.QUERY_VERSION)
        .where(CALENDAR.ID.eq(session.calendarId()))
        .execute();
    return incremental(transaction, session, nextSyncToken);
  }

  private List<NewEvent> connected(DSLContext transaction, SyncSession session) {
    CalendarState next =
        settings.publicUrl() == null ? CalendarState.POLL_ONLY : CalendarState.CONNECTED;
    int changed =
        transaction
            .update(CALENDAR)
            .set(CALENDAR.STATE, next.name())
            .where(CALENDAR.ID.eq(session.calendarId()))
            .and(CALENDAR.STATE.eq(CalendarState.CONNECTING.name()))
            .execute();
    return changed == 0 ? List.of() : List.of(calendarEvents.connected(transaction, session));
  }
}
