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
import org.wardbell.activities.appointment.DoctorStore;
import org.wardbell.activities.appointment.InboundChanges;
import org.wardbell.activities.calendar.channel.ChannelStore;
import org.wardbell.activities.calendar.channel.Channels;
import org.wardbell.activities.calendar.channel.PushStore;
import org.wardbell.activities.calendar.google.GoogleCalendar;
import org.wardbell.activities.calendar.google.GoogleFailure;
import org.wardbell.activities.calendar.google.GoogleSettings;
import org.wardbell.activities.calendar.sync.CalendarEvents;
import org.wardbell.activities.calendar.sync.CalendarSettings;
import org.wardbell.activities.calendar.sync.InboundSync;
import org.wardbell.activities.calendar.sync.OutboundSync;
import org.wardbell.activities.calendar.sync.PageApplier;
import org.wardbell.activities.calendar.sync.StaleSessionException;
import org.wardbell.activities.calendar.sync.SyncSession;
import org.wardbell.activities.calendar.sync.SyncSessions;
import org.wardbell.activities.calendar.sync.SyncStatusStore;
import org.wardbell.activities.calendar.sync.SyncTokenCommit;
import org.wardbell.activities.crypto.Encryption;
import org.wardbell.activities.database.DatabaseClock;
import org.wardbell.activities.event.EventStore;
import org.wardbell.activities.event.WorkflowStarts;
import org.wardbell.activities.network.OutgoingRoute;
import org.wardbell.workflows.calendar.CalendarActivities;
import org.wardbell.workflows.calendar.CalendarFacts;
import org.wardbell.workflows.calendar.CalendarPlan;
import org.wardbell.workflows.calendar.CalendarState;
import org.wardbell.workflows.calendar.SyncOutcome;

/**
 * Does what a calendar's workflow asks. Each activity takes a session, and says in rows what went
 * wrong.
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
  private final ChannelStore channelStore;
  private final InboundSync inbound;
  private final OutboundSync outbound;
  private final SyncStatusStore troubles;

  private CalendarActivitiesImpl(
      Parts parts,
      SyncSessions sessions,
      Channels channels,
      ChannelStore channelStore,
      InboundSync inbound,
      OutboundSync outbound,
      SyncStatusStore troubles) {
    this.database = parts.database();
    this.settings = parts.settings();
    this.facts = new CalendarFactsQuery(parts.settings());
    this.sessions = sessions;
    this.channels = channels;
    this.channelStore = channelStore;
    this.inbound = inbound;
    this.outbound = outbound;
    this.troubles = troubles;
  }

  /** What the activities are made of. */
  public record Parts(
      DSLContext database,
      Encryption encryption,
      DoctorStore doctors,
      EventStore events,
      WorkflowStarts starts,
      CalendarSettings settings,
      GoogleSettings google,
      OutgoingRoute route) {}

  /** Wires the activities. */
  public static CalendarActivitiesImpl of(Parts parts) {
    DSLContext database = parts.database();
    GoogleCalendar google = new GoogleCalendar(parts.google(), parts.route());
    SyncSessions sessions = new SyncSessions(database, parts.encryption());
    CalendarEvents calendarEvents = new CalendarEvents(parts.doctors());
    SyncStatusStore troubles =
        new SyncStatusStore(database, calendarEvents, parts.events(), parts.starts());
    InboundChanges appointments = new InboundChanges(parts.doctors(), parts.encryption());
    PageApplier pages =
        new PageApplier(
            sessions,
            new SyncTokenCommit(parts.settings(), calendarEvents),
            appointments,
            parts.events(),
            parts.starts());
    ChannelStore channelStore = new ChannelStore(database);
    return new CalendarActivitiesImpl(
        parts,
        sessions,
        new Channels(google, channelStore, sessions, troubles, parts.settings()),
        channelStore,
        new InboundSync(database, google, pages),
        new OutboundSync(database, google, sessions, appointments, pages),
        troubles);
  }

  /**
   * Whoever changes something after the flag is cleared signals again; what came before is read
   * here.
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
                  inSession(
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
        .flatMap(session -> inSession(session, true, () -> pullAndTell(session, context)))
        .orElseGet(() -> new SyncOutcome(0, 0, false));
  }

  private SyncOutcome pullAndTell(SyncSession session, ActivityExecutionContext context)
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
                inSession(
                    session, false, () -> outbound.write(session, () -> context.heartbeat(null))))
        .orElse(0);
  }

  @Override
  public void stop(String calendarId) {
    UUID id = UUID.fromString(calendarId);
    sessions
        .access(id)
        .ifPresentOrElse(
            access -> channels.stop(access, channelStore.open(id)),
            () -> channelStore.open(id).forEach(each -> channelStore.abandoned(each.id())));
    if (channelStore.open(id).isEmpty()) {
      forgetToken(id);
    }
  }

  /** Nothing is left to be asked with it. */
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

  /** A lost permission ends the calendar's work; all else is Temporal's to try again. */
  private <T> Optional<T> inSession(SyncSession session, boolean wholeCalendar, Work<T> work) {
    try {
      return Optional.of(work.run());
    } catch (StaleSessionException superseded) {
      return Optional.empty();
    } catch (GoogleFailure failure) {
      boolean lost =
          switch (failure.meaning()) {
            case RECONNECT -> true;
            case GONE, FORBIDDEN -> wholeCalendar;
            case SLOW_DOWN, TOKEN_EXPIRED, EXISTS, NO_PUSH, INVALID, UNAVAILABLE -> false;
          };
      if (lost) {
        troubles.reconnectNeeded(session, failure.code());
        return Optional.empty();
      }
      Duration wait = waitAfter(failure);
      troubles.failed(session, failure.code(), wait);
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
