package org.wardbell.activities.calendar;

import static org.wardbell.activities.database.generated.Tables.CALENDAR;

import java.util.UUID;
import org.jooq.DSLContext;
import org.wardbell.activities.appointment.ComingMarks;
import org.wardbell.activities.appointment.DoctorStore;
import org.wardbell.activities.calendar.trouble.AlertKind;
import org.wardbell.activities.calendar.trouble.Alerts;
import org.wardbell.activities.calendar.trouble.FullPasses;
import org.wardbell.activities.database.DatabaseClock;
import org.wardbell.activities.database.generated.tables.records.CalendarRecord;
import org.wardbell.workflows.calendar.CalendarState;

/**
 * The change of a calendar's row that lets it begin anew: with a new permission, by a person's
 * word, or because Google shares it again. Everything is compared again, and former troubles are
 * over.
 */
final class Reopening {
  private Reopening() {}

  /** Opens a calendar with the permission that it has; the caller holds its row's lock. */
  static void resume(DSLContext transaction, DoctorStore doctors, CalendarRecord row) {
    doctors.lock(transaction, row.getDoctorId());
    open(transaction, row.getId());
    ComingMarks.begin(transaction, row.getId(), row.getDoctorId());
  }

  /** Opens a calendar, under its lock; sessions that were taken before are stale. */
  static void open(DSLContext transaction, UUID id) {
    transaction
        .update(CALENDAR)
        .set(CALENDAR.STATE, CalendarState.CONNECTING.name())
        .set(CALENDAR.EPOCH, CALENDAR.EPOCH.plus(1))
        .setNull(CALENDAR.SYNC_TOKEN)
        .setNull(CALENDAR.WATCH_AFTER)
        .setNull(CALENDAR.FORGETS_AFTER)
        .setNull(CALENDAR.QUIET_UNTIL)
        .setNull(CALENDAR.ASK_AFTER)
        .setNull(CALENDAR.PULL_AFTER)
        .setNull(CALENDAR.PROBE_AFTER)
        .setNull(CALENDAR.ABSENT_SINCE)
        .set(CALENDAR.ABSENCES, 0)
        .setNull(CALENDAR.LAST_ERROR)
        .setNull(CALENDAR.LAST_ERROR_AT)
        .set(CALENDAR.WATCH_FAILURES, 0)
        .set(CALENDAR.WAKES_AT, DatabaseClock.now())
        .set(CALENDAR.UPDATED_AT, DatabaseClock.now())
        .where(CALENDAR.ID.eq(id))
        .execute();
    FullPasses.forget(transaction, id);
    Alerts.end(
        transaction,
        id,
        AlertKind.SYNC_DELAYED,
        AlertKind.CHANNEL_ENDING,
        AlertKind.DEAD_TOKENS,
        AlertKind.OPERATOR);
  }
}
