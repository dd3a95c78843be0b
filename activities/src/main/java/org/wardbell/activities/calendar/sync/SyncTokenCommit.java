package org.wardbell.activities.calendar.sync;

import static org.wardbell.activities.database.generated.Tables.CALENDAR;

import java.time.ZoneId;
import java.util.List;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.wardbell.activities.calendar.google.GoogleCalendar;
import org.wardbell.activities.calendar.trouble.AlertKind;
import org.wardbell.activities.calendar.trouble.Alerts;
import org.wardbell.activities.calendar.trouble.CalendarEvents;
import org.wardbell.activities.calendar.trouble.FullPasses;
import org.wardbell.activities.calendar.trouble.Quarantine;
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

  /** Stores the sync token after the last page of changes: the one before it was alive. */
  List<NewEvent> incremental(DSLContext transaction, SyncSession session, String nextSyncToken) {
    Alerts.end(transaction, session.calendarId(), AlertKind.DEAD_TOKENS);
    return store(transaction, session, nextSyncToken, DSL.falseCondition());
  }

  /**
   * Stores the sync token.
   *
   * @param lasting whether the last error is still true
   */
  private List<NewEvent> store(
      DSLContext transaction, SyncSession session, String nextSyncToken, Condition lasting) {
    Alerts.end(transaction, session.calendarId(), AlertKind.OPERATOR);
    transaction
        .update(CALENDAR)
        .set(CALENDAR.SYNC_TOKEN, nextSyncToken)
        .set(CALENDAR.HANDLED, DSL.greatest(CALENDAR.HANDLED, DSL.val(session.requested())))
        .set(CALENDAR.PULLED_AT, DatabaseClock.now())
        .set(CALENDAR.PULLED_FROM, session.takenAt())
        .set(CALENDAR.LAST_ERROR_AT, DSL.when(lasting, CALENDAR.LAST_ERROR_AT))
        .set(CALENDAR.LAST_ERROR, DSL.when(lasting, CALENDAR.LAST_ERROR))
        .setNull(CALENDAR.QUIET_UNTIL)
        .setNull(CALENDAR.ASK_AFTER)
        .setNull(CALENDAR.PULL_AFTER)
        .setNull(CALENDAR.ABSENT_SINCE)
        .set(CALENDAR.ABSENCES, 0)
        .set(CALENDAR.UPDATED_AT, DatabaseClock.now())
        .where(CALENDAR.ID.eq(session.calendarId()))
        .execute();
    return connected(transaction, session);
  }

  /**
   * Stores the sync token after the whole window. That this token lives longer than its
   * predecessors is not known yet.
   *
   * @param zone in which its whole days were read, or null if that is not known
   */
  List<NewEvent> full(
      DSLContext transaction, SyncSession session, String nextSyncToken, @Nullable ZoneId zone) {
    readIn(transaction, session, zone);
    Quarantine.sweep(transaction, session.calendarId(), session.epoch());
    FullPasses.end(transaction, session.calendarId());
    transaction
        .update(CALENDAR)
        .set(CALENDAR.BASELINED_AT, DatabaseClock.now())
        .set(CALENDAR.QUERY_VERSION, GoogleCalendar.QUERY_VERSION)
        .where(CALENDAR.ID.eq(session.calendarId()))
        .execute();
    return store(
        transaction, session, nextSyncToken, CALENDAR.LAST_ERROR.eq(SyncTroubles.DEAD_TOKENS));
  }

  /** Keeps the zone in which whole days of the calendar were read. */
  static void readIn(DSLContext transaction, SyncSession session, @Nullable ZoneId zone) {
    transaction
        .update(CALENDAR)
        .set(CALENDAR.TIME_ZONE, zone == null ? null : zone.getId())
        .where(CALENDAR.ID.eq(session.calendarId()))
        .execute();
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
    return changed == 0 ? List.of() : List.of(calendarEvents.connected(transaction, session.key()));
  }
}
