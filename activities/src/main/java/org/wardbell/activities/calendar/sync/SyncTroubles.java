package org.wardbell.activities.calendar.sync;

import static org.wardbell.activities.database.generated.Tables.CALENDAR;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jooq.DSLContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.wardbell.activities.calendar.google.RemotePage.Unreadable;
import org.wardbell.activities.calendar.link.LinkStore;
import org.wardbell.activities.calendar.trouble.AlertKind;
import org.wardbell.activities.calendar.trouble.Alerts;
import org.wardbell.activities.calendar.trouble.CalendarEvents;
import org.wardbell.activities.calendar.trouble.Jitter;
import org.wardbell.activities.calendar.trouble.Quarantine;
import org.wardbell.activities.database.DatabaseClock;
import org.wardbell.activities.database.generated.tables.records.CalendarRecord;

/**
 * The record of troubles that a calendar's connection survives. Each is written under the
 * calendar's lock, so that a stale session reports nothing, and is told once.
 */
public final class SyncTroubles {
  /** The error of a calendar whose sync tokens die as soon as they are issued. */
  public static final String DEAD_TOKENS = "google_410_loop";

  /** The error of a calendar that was to be read anew too often, for other reasons. */
  static final String TOO_MANY_FULL_PASSES = "full_pass_limit";

  /** One bad answer of Google's is no word; three over this time are. */
  private static final int DENIALS = 3;

  /** Far above what 15 minutes of tries are, and what the column holds. */
  private static final int MOST_DENIALS = 1_000;

  private static final Duration DENIED_FOR = Duration.ofMinutes(15);

  /** The wait after the first denial, and by how much each one grows, up to the longest. */
  private static final Duration FIRST_WAIT = Duration.ofSeconds(5);

  private static final int GROWTH = 4;
  private static final Duration LONGEST_WAIT = Duration.ofMinutes(5);

  /** The operator reads mail before this is over, and asking more often changes nothing. */
  private static final Duration OPERATOR_WAIT = Duration.ofMinutes(15);

  private static final Logger log = LoggerFactory.getLogger(SyncTroubles.class);

  private final SyncSessions sessions;
  private final CalendarEvents calendarEvents;

  SyncTroubles(SyncSessions sessions, CalendarEvents calendarEvents) {
    this.sessions = sessions;
    this.calendarEvents = calendarEvents;
  }

  /** Puts events into quarantine; what was known of them last stays. */
  void quarantined(SyncSession session, List<Unreadable> items) {
    log.warn("calendar {}: {} events go into quarantine", session.calendarId(), items.size());
    Map<String, String> codes = new LinkedHashMap<>();
    items.forEach(item -> codes.put(item.id(), item.code()));
    List<String> ids = codes.keySet().stream().filter(Quarantine::isPlain).toList();
    sessions.tell(
        session,
        transaction -> {
          Quarantine.add(
              transaction, session.clinicId(), session.calendarId(), session.epoch(), codes);
          BusyTimes.seen(transaction, session, ids);
          LinkStore.seen(transaction, session.calendarId(), session.epoch(), ids);
          return raise(transaction, session, AlertKind.QUARANTINE, items.getFirst().code())
              ? List.of(
                  calendarEvents.quarantined(
                      transaction,
                      session.key(),
                      Quarantine.count(transaction, session.calendarId())))
              : List.of();
        });
  }

  /**
   * Records that the whole window is not read now, because it was read too often within the hour.
   * Until {@code pace} is over no push starts a pull either.
   *
   * @param deadToken true if Google declared the sync token dead, which is the usual reason
   */
  void fullPassRefused(SyncSession session, boolean deadToken, Duration pace) {
    String code = deadToken ? DEAD_TOKENS : TOO_MANY_FULL_PASSES;
    log.warn("calendar {}: {}, asked again in {} s", session.calendarId(), code, pace.toSeconds());
    sessions.tell(
        session,
        transaction -> {
          transaction
              .update(CALENDAR)
              .set(CALENDAR.PULL_AFTER, DatabaseClock.after(pace))
              .set(CALENDAR.LAST_ERROR, code)
              .set(CALENDAR.LAST_ERROR_AT, DatabaseClock.now())
              .where(CALENDAR.ID.eq(session.calendarId()))
              .execute();
          return deadToken && raise(transaction, session, AlertKind.DEAD_TOKENS, code)
              ? List.of(calendarEvents.syncFailing(transaction, session.key(), code))
              : List.of();
        });
  }

  /**
   * Records that only the operator can help: the doctor stays connected, and Google is asked again
   * slowly.
   */
  public void operatorNeeded(SyncSession session, String code) {
    Duration wait = Jitter.over(OPERATOR_WAIT, session.calendarId(), session.epoch());
    log.error(
        "calendar {}: {}: Google refuses this installation, not the doctor; docs/calendar-health.md says"
            + " what the operator sets right; next try in {} s",
        session.calendarId(),
        code,
        wait.toSeconds());
    sessions.tell(
        session,
        transaction -> {
          ask(transaction, session, code, wait);
          return raise(transaction, session, AlertKind.OPERATOR, code)
              ? List.of(calendarEvents.syncFailing(transaction, session.key(), code))
              : List.of();
        });
  }

  /**
   * Counts an answer that denies the whole calendar.
   *
   * @return true if Google has said so three times over 15 minutes, so that it is to be believed
   */
  public boolean denied(SyncSession session, String code) {
    return sessions.call(
        session,
        transaction -> {
          CalendarRecord row =
              transaction
                  .selectFrom(CALENDAR)
                  .where(CALENDAR.ID.eq(session.calendarId()))
                  .fetchSingle();
          int denials = row.getAbsences() + 1;
          Instant now = DatabaseClock.read(transaction);
          Instant since = row.getAbsentSince() == null ? now : row.getAbsentSince();
          if (denials >= DENIALS && !now.isBefore(since.plus(DENIED_FOR))) {
            return true;
          }
          transaction
              .update(CALENDAR)
              .set(CALENDAR.ABSENT_SINCE, since)
              .set(CALENDAR.ABSENCES, Math.min(denials, MOST_DENIALS))
              .where(CALENDAR.ID.eq(session.calendarId()))
              .execute();
          ask(transaction, session, code, waitAfter(session, denials));
          return false;
        });
  }

  private static Duration waitAfter(SyncSession session, int denials) {
    Duration wait = FIRST_WAIT;
    for (int i = 1; i < denials && wait.compareTo(LONGEST_WAIT) < 0; i++) {
      wait = wait.multipliedBy(GROWTH);
    }
    return Jitter.over(
        wait.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : wait, session.calendarId(), denials);
  }

  /** Lets nothing be asked about the calendar for a while; neither does the relay wake it. */
  private static void ask(DSLContext transaction, SyncSession session, String code, Duration wait) {
    transaction
        .update(CALENDAR)
        .set(CALENDAR.ASK_AFTER, DatabaseClock.after(wait))
        .set(CALENDAR.QUIET_UNTIL, DatabaseClock.after(wait.plusMinutes(1)))
        .set(CALENDAR.LAST_ERROR, code)
        .set(CALENDAR.LAST_ERROR_AT, DatabaseClock.now())
        .where(CALENDAR.ID.eq(session.calendarId()))
        .execute();
  }

  private static boolean raise(
      DSLContext transaction, SyncSession session, AlertKind kind, String code) {
    return Alerts.raise(transaction, session.clinicId(), session.calendarId(), kind, code);
  }
}
