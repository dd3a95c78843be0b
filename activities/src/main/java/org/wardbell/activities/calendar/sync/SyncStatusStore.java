package org.wardbell.activities.calendar.sync;

import static org.wardbell.activities.database.generated.Tables.CALENDAR;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.wardbell.activities.calendar.google.GoogleFailure;
import org.wardbell.activities.calendar.trouble.AlertKind;
import org.wardbell.activities.calendar.trouble.Alerts;
import org.wardbell.activities.calendar.trouble.CalendarEvents;
import org.wardbell.activities.calendar.trouble.CalendarKey;
import org.wardbell.activities.calendar.trouble.Jitter;
import org.wardbell.activities.calendar.trouble.UnreadablePermissionException;
import org.wardbell.activities.database.DatabaseClock;
import org.wardbell.activities.event.EventStore;
import org.wardbell.activities.event.RecordedEvents;
import org.wardbell.activities.event.WorkflowStarts;
import org.wardbell.workflows.calendar.CalendarState;

/**
 * The store of a calendar's sync status: its failures, its next tries, and that its doctor has to
 * connect again. People see it, and the relay respects it.
 */
public final class SyncStatusStore {
  /** The first wait before another try to open a channel; it doubles with each failure … */
  private static final Duration FIRST_WATCH_WAIT = Duration.ofMinutes(1);

  /** … so many times; polling every two minutes does the work meanwhile. */
  private static final int MOST_DOUBLINGS = 5;

  /** How often Google is asked whether a calendar is shared again. */
  public static final Duration PROBE_EVERY = Duration.ofHours(1);

  private static final Logger log = LoggerFactory.getLogger(SyncStatusStore.class);

  private final DSLContext database;
  private final CalendarEvents calendarEvents;
  private final EventStore events;
  private final WorkflowStarts starts;

  SyncStatusStore(
      DSLContext database,
      CalendarEvents calendarEvents,
      EventStore events,
      WorkflowStarts starts) {
    this.database = database;
    this.calendarEvents = calendarEvents;
    this.events = events;
    this.starts = starts;
  }

  /** Records a failure. Temporal tries again after {@code wait}; the relay need not until then. */
  public void failed(SyncSession session, String code, Duration wait) {
    log.info("calendar {}: {}, next try in {} s", session.calendarId(), code, wait.toSeconds());
    database
        .update(CALENDAR)
        .set(CALENDAR.LAST_ERROR, code)
        .set(CALENDAR.LAST_ERROR_AT, DatabaseClock.now())
        .set(CALENDAR.QUIET_UNTIL, DatabaseClock.after(wait.multipliedBy(2).plusMinutes(1)))
        .where(CALENDAR.ID.eq(session.calendarId()))
        .and(CALENDAR.EPOCH.eq(session.epoch()))
        .execute();
  }

  /**
   * Records that the doctor has to connect again, before Google is asked any more; told once.
   *
   * @param comesBack true if the calendar may be shared again without the doctor's consent: then
   *     Google is asked so once an hour
   */
  public void reconnectNeeded(SyncSession session, String code, boolean comesBack) {
    reconnectNeeded(session.key(), session.epoch(), code, comesBack);
  }

  /** Records likewise that no key opens the permission. */
  public void reconnectNeeded(UnreadablePermissionException unreadable) {
    reconnectNeeded(
        unreadable.calendar(), unreadable.epoch(), UnreadablePermissionException.CODE, false);
  }

  private void reconnectNeeded(CalendarKey calendar, int epoch, String code, boolean comesBack) {
    Duration wait = Jitter.over(PROBE_EVERY, calendar.id(), epoch);
    Field<Instant> probe =
        comesBack ? DatabaseClock.after(wait) : DSL.castNull(CALENDAR.PROBE_AFTER);
    @Nullable RecordedEvents recorded =
        database.transactionResult(
            configuration -> {
              DSLContext transaction = configuration.dsl();
              int changed =
                  transaction
                      .update(CALENDAR)
                      .set(CALENDAR.STATE, CalendarState.RECONNECT_NEEDED.name())
                      .set(CALENDAR.LAST_ERROR, code)
                      .set(CALENDAR.LAST_ERROR_AT, DatabaseClock.now())
                      .set(CALENDAR.PROBE_AFTER, probe)
                      .set(CALENDAR.WAKES_AT, probe)
                      .setNull(CALENDAR.ASK_AFTER)
                      .setNull(CALENDAR.PULL_AFTER)
                      .setNull(CALENDAR.QUIET_UNTIL)
                      .setNull(CALENDAR.ABSENT_SINCE)
                      .set(CALENDAR.ABSENCES, 0)
                      .set(CALENDAR.UPDATED_AT, DatabaseClock.now())
                      .where(CALENDAR.ID.eq(calendar.id()))
                      .and(CALENDAR.EPOCH.eq(epoch))
                      .and(CALENDAR.STATE.in(CalendarState.LIVE_NAMES))
                      .execute();
              if (changed == 0) {
                return null;
              }
              Alerts.end(transaction, calendar.id(), AlertKind.DEAD_TOKENS, AlertKind.OPERATOR);
              return events.record(
                  transaction,
                  List.of(calendarEvents.reconnectNeeded(transaction, calendar, code)));
            });
    if (recorded != null) {
      log.warn("calendar {}: {}, the doctor has to connect again", calendar.id(), code);
      starts.start(recorded);
    }
  }

  /** Records that a channel is open. */
  public void watched(DSLContext transaction, SyncSession session) {
    transaction
        .update(CALENDAR)
        .set(CALENDAR.WATCH_FAILURES, 0)
        .setNull(CALENDAR.WATCH_AFTER)
        .where(CALENDAR.ID.eq(session.calendarId()))
        .execute();
  }

  /** Records that no channel could be opened; the next try waits longer than this one did. */
  public void watchFailed(SyncSession session, GoogleFailure failure) {
    Integer failures =
        database
            .select(CALENDAR.WATCH_FAILURES)
            .from(CALENDAR)
            .where(CALENDAR.ID.eq(session.calendarId()))
            .fetchOne(CALENDAR.WATCH_FAILURES);
    int before = failures == null ? 0 : failures;
    Duration wait =
        Jitter.over(
            FIRST_WATCH_WAIT.multipliedBy(1L << Math.min(before, MOST_DOUBLINGS)),
            session.calendarId(),
            before);
    log.info(
        "calendar {}: no channel, {}, next try in {} s",
        session.calendarId(),
        failure.code(),
        wait.toSeconds());
    database
        .update(CALENDAR)
        .set(CALENDAR.WATCH_FAILURES, before + 1)
        .set(CALENDAR.WATCH_AFTER, DatabaseClock.after(wait))
        .set(CALENDAR.LAST_ERROR, failure.code())
        .set(CALENDAR.LAST_ERROR_AT, DatabaseClock.now())
        .where(CALENDAR.ID.eq(session.calendarId()))
        .and(CALENDAR.EPOCH.eq(session.epoch()))
        .execute();
  }

  /** Records that Google offers no pushes for this calendar: it is polled, which is no error. */
  public void pushesNotOffered(SyncSession session) {
    database
        .update(CALENDAR)
        .set(CALENDAR.STATE, CalendarState.POLL_ONLY.name())
        .where(CALENDAR.ID.eq(session.calendarId()))
        .and(CALENDAR.EPOCH.eq(session.epoch()))
        .and(CALENDAR.STATE.in(CalendarState.LIVE_NAMES))
        .execute();
  }
}
