package org.wardbell.activities.calendar;

import static org.wardbell.activities.database.generated.Tables.CALENDAR;

import java.time.Duration;
import java.util.UUID;
import org.jooq.DSLContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.wardbell.activities.appointment.DoctorStore;
import org.wardbell.activities.calendar.google.CalendarAccess;
import org.wardbell.activities.calendar.google.GoogleCalendar;
import org.wardbell.activities.calendar.google.GoogleFailure;
import org.wardbell.activities.calendar.google.GoogleFailure.Meaning;
import org.wardbell.activities.calendar.sync.SyncSessions;
import org.wardbell.activities.calendar.sync.SyncStatusStore;
import org.wardbell.activities.calendar.trouble.Jitter;
import org.wardbell.activities.calendar.trouble.UnreadablePermissionException;
import org.wardbell.activities.database.DatabaseClock;
import org.wardbell.activities.database.generated.tables.records.CalendarRecord;
import org.wardbell.workflows.calendar.CalendarState;

/**
 * The question whether a calendar that was taken away is shared again. It costs one request an
 * hour, and a calendar that is there again resumes without its doctor.
 */
final class CalendarProbe {
  private static final Logger log = LoggerFactory.getLogger(CalendarProbe.class);

  private final DSLContext database;
  private final GoogleCalendar google;
  private final SyncSessions sessions;
  private final DoctorStore doctors;

  CalendarProbe(
      DSLContext database, GoogleCalendar google, SyncSessions sessions, DoctorStore doctors) {
    this.database = database;
    this.google = google;
    this.sessions = sessions;
    this.doctors = doctors;
  }

  /** Asks once, if it is still due; what Google says is kept in the calendar's row. */
  void probe(UUID calendarId) {
    if (!claim(calendarId)) {
      return;
    }
    try {
      CalendarAccess access = sessions.access(calendarId).orElse(null);
      if (access == null) {
        giveUp(calendarId);
        return;
      }
      google.probe(access);
    } catch (UnreadablePermissionException nobodyOpensIt) {
      giveUp(calendarId);
      return;
    } catch (GoogleFailure failure) {
      if (failure.meaning() == Meaning.RECONNECT) {
        giveUp(calendarId);
      }
      return;
    }
    resume(calendarId);
  }

  /** Sets the next time before Google is asked, so that two runs ask once. */
  private boolean claim(UUID calendarId) {
    Duration wait = Jitter.over(SyncStatusStore.PROBE_EVERY, calendarId, 0);
    return database
            .update(CALENDAR)
            .set(CALENDAR.PROBE_AFTER, DatabaseClock.after(wait))
            .where(CALENDAR.ID.eq(calendarId))
            .and(CALENDAR.STATE.eq(CalendarState.RECONNECT_NEEDED.name()))
            .and(CALENDAR.PROBE_AFTER.le(DatabaseClock.now()))
            .execute()
        == 1;
  }

  /** Records that the permission itself is gone: only the doctor can help. */
  private void giveUp(UUID calendarId) {
    database
        .update(CALENDAR)
        .setNull(CALENDAR.PROBE_AFTER)
        .where(CALENDAR.ID.eq(calendarId))
        .execute();
  }

  private void resume(UUID calendarId) {
    database.transaction(
        configuration -> {
          DSLContext transaction = configuration.dsl();
          CalendarRecord row = SyncSessions.lock(transaction, calendarId);
          if (row == null || !row.getState().equals(CalendarState.RECONNECT_NEEDED.name())) {
            return;
          }
          Reopening.resume(transaction, doctors, row);
          log.info("calendar {}: shared again, resumes", calendarId);
        });
  }
}
