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
import org.wardbell.activities.calendar.google.CalendarAccess;
import org.wardbell.activities.calendar.google.GoogleConsents;
import org.wardbell.activities.calendar.google.GoogleFailure;
import org.wardbell.activities.calendar.sync.CalendarSettings;
import org.wardbell.activities.calendar.sync.InboundSync;
import org.wardbell.activities.calendar.sync.OutboundSync;
import org.wardbell.activities.calendar.sync.StaleSessionException;
import org.wardbell.activities.calendar.sync.SyncSession;
import org.wardbell.activities.calendar.sync.SyncSessions;
import org.wardbell.activities.calendar.sync.SyncStatusStore;
import org.wardbell.activities.calendar.sync.SyncTroubles;
import org.wardbell.activities.calendar.trouble.Jitter;
import org.wardbell.activities.calendar.trouble.UnreadablePermissionException;
import org.wardbell.activities.database.DatabaseClock;
import org.wardbell.activities.tracing.SpanName;
import org.wardbell.activities.tracing.TracedWork;
import org.wardbell.workflows.calendar.CalendarActivities;
import org.wardbell.workflows.calendar.CalendarFacts;
import org.wardbell.workflows.calendar.CalendarPlan;
import org.wardbell.workflows.calendar.SyncOutcome;

/**
 * The activities of a calendar's workflow. Each one that works with Google takes a sync session,
 * and records its failures in the calendar's row.
 */
final class CalendarActivitiesImpl implements CalendarActivities {
  /** While there is work, the relay may take over after this, should the workflow be lost. */
  private static final Duration WORKING = Duration.ofMinutes(5);

  /** Google is often well again at once. */
  private static final Duration SHORTEST_RETRY = Duration.ofSeconds(1);

  /** After an outage a calendar goes on within this time, and asks seldom until then. */
  private static final Duration LONGEST_RETRY = Duration.ofMinutes(5);

  private static final SyncOutcome NOTHING_READ = new SyncOutcome(0, 0, false);

  private final DSLContext database;
  private final CalendarSettings settings;
  private final CalendarFactsQuery facts;
  private final SyncSessions sessions;
  private final Channels channels;
  private final InboundSync inbound;
  private final OutboundSync outbound;
  private final SyncStatusStore status;
  private final SyncTroubles troubles;
  private final CalendarProbe probes;
  private final CalendarRemains remains;
  private final PermissionEnd permissionEnd;
  private final CalendarTraces traces;

  CalendarActivitiesImpl(
      DSLContext database,
      CalendarSettings settings,
      SyncSessions sessions,
      Channels channels,
      InboundSync inbound,
      OutboundSync outbound,
      SyncStatusStore status,
      SyncTroubles troubles,
      CalendarProbe probes,
      CalendarRemains remains,
      GoogleConsents consents,
      CalendarTraces traces) {
    this.traces = traces;
    this.remains = remains;
    this.permissionEnd = new PermissionEnd(database, consents);
    this.database = database;
    this.settings = settings;
    this.facts = new CalendarFactsQuery(settings);
    this.sessions = sessions;
    this.channels = channels;
    this.inbound = inbound;
    this.outbound = outbound;
    this.status = status;
    this.troubles = troubles;
    this.probes = probes;
  }

  /**
   * Clears the flag that a signal is on its way, then reads the facts: a change that commits later
   * signals again, and an earlier one is read here. The plan is made once more in the workflow,
   * from the same facts.
   */
  @Override
  public CalendarFacts look(String calendarId) {
    UUID id = UUID.fromString(calendarId);
    return DatabaseRetries.run(id, () -> look(id));
  }

  private CalendarFacts look(UUID id) {
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
            plan.over()
                ? CALENDAR.PROBE_AFTER
                : DatabaseClock.after(plan.isBusy() ? WORKING : plan.idle()))
        .where(CALENDAR.ID.eq(id))
        .execute();
    return now;
  }

  @Override
  public void watch(String calendarId) {
    URI publicUrl = settings.publicUrl();
    if (publicUrl != null) {
      inSession(
          calendarId,
          SpanName.WATCH,
          session -> {
            channels.renew(session, publicUrl);
            return true;
          });
    }
  }

  @Override
  public SyncOutcome pull(String calendarId) {
    ActivityExecutionContext context = Activity.getExecutionContext();
    return inSession(calendarId, SpanName.PULL, session -> pull(session, context))
        .orElse(NOTHING_READ);
  }

  private SyncOutcome pull(SyncSession session, ActivityExecutionContext context)
      throws GoogleFailure {
    Optional<SyncOutcome> outcome = inbound.pull(session, () -> context.heartbeat(null));
    if (outcome.isPresent()) {
      PushStore.settled(database, session.calendarId(), session.requested());
    }
    return outcome.orElse(NOTHING_READ);
  }

  /** The rows may say meanwhile that nothing is to be asked: the pull before it found that out. */
  @Override
  public int write(String calendarId) {
    UUID id = UUID.fromString(calendarId);
    if (DatabaseRetries.run(id, () -> facts.isHeld(database, id))) {
      return 0;
    }
    ActivityExecutionContext context = Activity.getExecutionContext();
    return inSession(
            calendarId,
            SpanName.WRITE,
            session -> outbound.write(session, () -> context.heartbeat(null)))
        .orElse(0);
  }

  @Override
  public void probe(String calendarId) {
    UUID id = UUID.fromString(calendarId);
    DatabaseRetries.run(
        id,
        () -> {
          probes.probe(id);
          return true;
        });
  }

  @Override
  public void stop(String calendarId) {
    UUID id = UUID.fromString(calendarId);
    ActivityExecutionContext context = Activity.getExecutionContext();
    remains.end(id, () -> context.heartbeat(null));
    try {
      Optional<CalendarAccess> access = sessions.access(id);
      if (channels.stopAll(id, access)) {
        access.ifPresent(permissionEnd::end);
      }
    } catch (UnreadablePermissionException nobodyOpensIt) {
      if (channels.stopAll(id, Optional.empty())) {
        permissionEnd.forget(id);
      }
    }
  }

  private interface Work<T> {
    T run(SyncSession session) throws GoogleFailure;
  }

  private <T> Optional<T> inSession(String calendarId, SpanName name, Work<T> work) {
    UUID id = UUID.fromString(calendarId);
    return DatabaseRetries.run(id, () -> take(id).flatMap(session -> traced(name, session, work)));
  }

  /** Takes a session; empty if there is none, also because no key opens the permission. */
  private Optional<SyncSession> take(UUID id) {
    try {
      return sessions.take(id);
    } catch (UnreadablePermissionException nobodyOpensIt) {
      status.reconnectNeeded(nobodyOpensIt);
      return Optional.empty();
    }
  }

  private <T> Optional<T> traced(SpanName name, SyncSession session, Work<T> work) {
    try (TracedWork traced = traces.begin(name, session)) {
      return reportingFailures(
          session,
          same -> {
            try {
              return work.run(same);
            } catch (GoogleFailure failure) {
              traced.failed(failure.code());
              throw failure;
            }
          });
    }
  }

  /**
   * Runs a session's work and records its failure. What is said of one event only does not come
   * here. A lost permission ends the calendar's work, and so does a calendar that is denied again
   * and again; a failure that passes by itself is Temporal's to try again.
   *
   * @return the work's result; empty if the session is stale, the permission is lost, or the rows
   *     say when to go on
   */
  private <T> Optional<T> reportingFailures(SyncSession session, Work<T> work) {
    try {
      return Optional.of(work.run(session));
    } catch (StaleSessionException superseded) {
      return Optional.empty();
    } catch (GoogleFailure failure) {
      return failed(session, failure);
    }
  }

  private <T> Optional<T> failed(SyncSession session, GoogleFailure failure) {
    try {
      switch (failure.meaning()) {
        case RECONNECT -> status.reconnectNeeded(session, failure.code(), false);
        case OPERATOR -> troubles.operatorNeeded(session, failure.code());
        case GONE, FORBIDDEN -> {
          if (troubles.denied(session, failure.code())) {
            status.reconnectNeeded(session, failure.code(), true);
          }
        }
        case SLOW_DOWN, TOKEN_EXPIRED, EXISTS, CHANGED, NO_PUSH, INVALID, UNREADABLE, UNAVAILABLE ->
            throw again(session, failure);
      }
    } catch (StaleSessionException superseded) {
      // A later session sees for itself.
    }
    return Optional.empty();
  }

  /** Records a failure that is Temporal's to try again, and returns what tells it when. */
  private ApplicationFailure again(SyncSession session, GoogleFailure failure) {
    Duration wait = waitAfter(session, failure);
    status.failed(session, failure.code(), wait);
    return ApplicationFailure.newBuilder()
        .setMessage(failure.code())
        .setType("Google")
        .setNextRetryDelay(wait)
        .build();
  }

  /** Returns the wait that Google asked for, or one that grows; spread in both cases. */
  private static Duration waitAfter(SyncSession session, GoogleFailure failure) {
    int attempt = Activity.getExecutionContext().getInfo().getAttempt();
    Duration asked = failure.retryAfter();
    return Jitter.over(
        asked == null ? DatabaseRetries.doubled(SHORTEST_RETRY, attempt, LONGEST_RETRY) : asked,
        session.calendarId(),
        attempt);
  }
}
