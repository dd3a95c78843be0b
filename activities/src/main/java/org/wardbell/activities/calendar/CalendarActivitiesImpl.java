package org.wardbell.activities.calendar;

import static org.wardbell.activities.database.generated.Tables.CALENDAR;
import static org.wardbell.activities.database.generated.Tables.CALENDAR_COUNTERS;

import io.temporal.activity.Activity;
import io.temporal.activity.ActivityExecutionContext;
import io.temporal.failure.ApplicationFailure;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.jooq.DSLContext;
import org.wardbell.activities.calendar.channel.Channels;
import org.wardbell.activities.calendar.channel.PushStore;
import org.wardbell.activities.calendar.google.GoogleFailure;
import org.wardbell.activities.calendar.sync.CalendarSettings;
import org.wardbell.activities.calendar.sync.InboundSync;
import org.wardbell.activities.calendar.sync.OutboundSync;
import org.wardbell.activities.calendar.sync.StaleSessionException;
import org.wardbell.activities.calendar.sync.SyncSession;
import org.wardbell.activities.calendar.sync.SyncSessions;
import org.wardbell.activities.calendar.sync.SyncStatusStore;
import org.wardbell.activities.database.DatabaseClock;
import org.wardbell.workflows.calendar.CalendarActivities;
import org.wardbell.workflows.calendar.CalendarFacts;
import org.wardbell.workflows.calendar.CalendarPlan;
import org.wardbell.workflows.calendar.CalendarState;
import org.wardbell.workflows.calendar.SyncOutcome;

/**
 * The activities of a calendar's workflow. Each one that works with Google takes a sync session,
 * and records its failures in the calendar's row.
 */
final class CalendarActivitiesImpl implements CalendarActivities {
  /** While there is work, the relay may take over after this, should the workflow be lost. */
  private static final Duration WORKING = Duration.ofMinutes(5);

  private static final Duration SHORTEST_RETRY = Duration.ofSeconds(1);
  private static final Duration LONGEST_RETRY = Duration.ofMinutes(5);
  private static final int MOST_DOUBLINGS = 8;

  private final DSLContext database;
  private final CalendarSettings settings;
  private final CalendarFactsQuery facts;
  private final SyncSessions sessions;
  private final Channels channels;
  private final InboundSync inbound;
  private final OutboundSync outbound;
  private final SyncStatusStore status;

  CalendarActivitiesImpl(
      DSLContext database,
      CalendarSettings settings,
      SyncSessions sessions,
      Channels channels,
      InboundSync inbound,
      OutboundSync outbound,
      SyncStatusStore status) {
    this.database = database;
    this.settings = settings;
    this.facts = new CalendarFactsQuery(settings);
    this.sessions = sessions;
    this.channels = channels;
    this.inbound = inbound;
    this.outbound = outbound;
    this.status = status;
  }

  /**
   * Clears the flag that a signal is on its way, then reads the facts: a change that commits later
   * signals again, and an earlier one is read here. The plan is made once more in the workflow,
   * from the same facts.
   */
  @Override
  public CalendarFacts look(String calendarId) {
    UUID id = UUID.fromString(calendarId);
    database
        .update(CALENDAR_COUNTERS)
        .set(CALENDAR_COUNTERS.WRITE_SIGNALLED, false)
        .where(CALENDAR_COUNTERS.CALENDAR_ID.eq(id))
        .and(CALENDAR_COUNTERS.WRITE_SIGNALLED.isTrue())
        .execute();
    CalendarFacts now = facts.read(database, id);
    CalendarPlan plan = CalendarPlan.of(now);
    database
        .update(CALENDAR)
        .set(
            CALENDAR.WAKES_AT,
            plan.over() ? null : DatabaseClock.after(plan.isBusy() ? WORKING : plan.idle()))
        .where(CALENDAR.ID.eq(id))
        .execute();
    return now;
  }

  @Override
  public void watch(String calendarId) {
    URI publicUrl = settings.publicUrl();
    if (publicUrl != null) {
      sessions
          .take(UUID.fromString(calendarId))
          .ifPresent(
              session ->
                  reportingFailures(
                      session,
                      true,
                      () -> {
                        channels.renew(session, publicUrl);
                        return true;
                      }));
    }
  }

  @Override
  public SyncOutcome pull(String calendarId) {
    ActivityExecutionContext context = Activity.getExecutionContext();
    return sessions
        .take(UUID.fromString(calendarId))
        .flatMap(session -> reportingFailures(session, true, () -> pull(session, context)))
        .orElseGet(() -> new SyncOutcome(0, 0, false));
  }

  private SyncOutcome pull(SyncSession session, ActivityExecutionContext context)
      throws GoogleFailure {
    SyncOutcome outcome = inbound.pull(session, () -> context.heartbeat(null));
    PushStore.settled(database, session.calendarId(), session.requested());
    return outcome;
  }

  @Override
  public int write(String calendarId) {
    ActivityExecutionContext context = Activity.getExecutionContext();
    return sessions
        .take(UUID.fromString(calendarId))
        .flatMap(
            session ->
                reportingFailures(
                    session, false, () -> outbound.write(session, () -> context.heartbeat(null))))
        .orElse(0);
  }

  @Override
  public void stop(String calendarId) {
    UUID id = UUID.fromString(calendarId);
    if (channels.stopAll(id, sessions.access(id))) {
      forgetToken(id);
    }
  }

  /** Deletes the refresh token of a calendar about which nothing more will be asked. */
  private void forgetToken(UUID id) {
    database
        .update(CALENDAR)
        .setNull(CALENDAR.REFRESH_TOKEN_CIPHERTEXT)
        .where(CALENDAR.ID.eq(id))
        .and(CALENDAR.STATE.eq(CalendarState.DISCONNECTED.name()))
        .execute();
  }

  private interface Work<T> {
    T run() throws GoogleFailure;
  }

  /**
   * Runs a session's work and records its failure. A lost permission ends the calendar's work;
   * every other failure is Temporal's to try again.
   *
   * @param wholeCalendar true if the work is about the whole calendar: then a calendar that is gone
   *     or forbidden is a lost permission
   * @return the work's result; empty if the session is stale or the permission is lost
   */
  private <T> Optional<T> reportingFailures(
      SyncSession session, boolean wholeCalendar, Work<T> work) {
    try {
      return Optional.of(work.run());
    } catch (StaleSessionException superseded) {
      return Optional.empty();
    } catch (GoogleFailure failure) {
      boolean lost =
          switch (failure.meaning()) {
            case RECONNECT -> true;
            case GONE, FORBIDDEN -> wholeCalendar;
            case SLOW_DOWN, TOKEN_EXPIRED, EXISTS, CHANGED, NO_PUSH, INVALID, UNAVAILABLE -> false;
          };
      if (lost) {
        status.reconnectNeeded(session, failure.code());
        return Optional.empty();
      }
      Duration wait = waitAfter(failure);
      status.failed(session, failure.code(), wait);
      throw ApplicationFailure.newBuilder()
          .setMessage(failure.code())
          .setType("Google")
          .setNextRetryDelay(wait)
          .build();
    }
  }

  private static Duration waitAfter(GoogleFailure failure) {
    Duration asked = failure.retryAfter();
    if (asked != null) {
      return asked;
    }
    int attempt = Activity.getExecutionContext().getInfo().getAttempt();
    Duration grown = SHORTEST_RETRY.multipliedBy(1L << Math.min(attempt - 1, MOST_DOUBLINGS));
    return grown.compareTo(LONGEST_RETRY) > 0 ? LONGEST_RETRY : grown;
  }
}
