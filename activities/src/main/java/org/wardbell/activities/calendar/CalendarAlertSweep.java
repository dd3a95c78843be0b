package org.wardbell.activities.calendar;

import static org.wardbell.activities.database.generated.Tables.CALENDAR;
import static org.wardbell.activities.database.generated.Tables.CALENDAR_ALERT;
import static org.wardbell.activities.database.generated.Tables.CALENDAR_COUNTERS;
import static org.wardbell.activities.database.generated.Tables.CHANNEL;
import static org.wardbell.activities.database.generated.Tables.LINK;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.wardbell.activities.calendar.channel.ChannelState;
import org.wardbell.activities.calendar.sync.SyncSessions;
import org.wardbell.activities.calendar.trouble.AlertKind;
import org.wardbell.activities.calendar.trouble.Alerts;
import org.wardbell.activities.calendar.trouble.CalendarEvents;
import org.wardbell.activities.calendar.trouble.CalendarKey;
import org.wardbell.activities.database.DatabaseClock;
import org.wardbell.activities.database.generated.tables.records.CalendarRecord;
import org.wardbell.activities.event.EventStore;
import org.wardbell.activities.event.NewEvent;
import org.wardbell.activities.event.RecordedEvents;
import org.wardbell.activities.event.WorkflowStarts;
import org.wardbell.workflows.calendar.CalendarState;

/**
 * The look at all calendars for troubles that show by time only: what waits for too long, and push
 * channels that nobody renewed. Each is told once, by whichever process sees it first, and again
 * only after it has ended.
 */
public final class CalendarAlertSweep implements Runnable {
  /** A trouble of minutes is not found later by this. */
  private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(15);

  /** New troubles that one look tells; a fault of all calendars is told over several looks. */
  private static final int PER_LOOK = 200;

  /** Troubles that were told and are looked at for their end, in one look. */
  private static final int TOLD = 500;

  private static final Logger log = LoggerFactory.getLogger(CalendarAlertSweep.class);

  private final DSLContext database;
  private final CalendarEvents calendarEvents;
  private final EventStore events;
  private final WorkflowStarts starts;
  private final Duration allowed;
  private final Duration poll;
  private long lookedAt = System.nanoTime() - BETWEEN_LOOKS.toNanos();

  /**
   * @param allowed the lag that is no trouble yet
   * @param poll the longest time between two polls of a healthy calendar
   */
  CalendarAlertSweep(
      DSLContext database,
      CalendarEvents calendarEvents,
      EventStore events,
      WorkflowStarts starts,
      Duration allowed,
      Duration poll) {
    this.database = database;
    this.calendarEvents = calendarEvents;
    this.events = events;
    this.starts = starts;
    this.allowed = allowed;
    this.poll = poll;
  }

  /** Looks, unless this process did so within the last 15 s. */
  @Override
  public void run() {
    long now = System.nanoTime();
    if (now - lookedAt >= BETWEEN_LOOKS.toNanos()) {
      lookedAt = now;
      look();
    }
  }

  /** Tells new troubles, and forgets those that have ended. */
  void look() {
    delayed(untold(AlertKind.SYNC_DELAYED), PER_LOOK).forEach(this::tellDelay);
    ending(untold(AlertKind.CHANNEL_ENDING), PER_LOOK).forEach(this::tellEnding);
    end(AlertKind.SYNC_DELAYED, told -> delayed(told, Integer.MAX_VALUE).keySet());
    end(AlertKind.CHANNEL_ENDING, told -> ending(told, Integer.MAX_VALUE).keySet());
  }

  private static Condition untold(AlertKind kind) {
    return DSL.notExists(
        DSL.selectOne()
            .from(CALENDAR_ALERT)
            .where(CALENDAR_ALERT.CALENDAR_ID.eq(CALENDAR.ID))
            .and(CALENDAR_ALERT.KIND.eq(kind.name())));
  }

  /** Returns since when the calendars that wait for too long have waited. */
  private Map<UUID, Instant> delayed(Condition which, int limit) {
    Condition live = which.and(CALENDAR.STATE.in(CalendarState.LIVE_NAMES));
    Field<Instant> latest = DatabaseClock.after(allowed.negated());
    Map<UUID, Instant> waiting = new HashMap<>();
    database
        .select(CALENDAR.ID, CALENDAR_COUNTERS.WAITING_SINCE)
        .from(CALENDAR_COUNTERS)
        .join(CALENDAR)
        .on(CALENDAR.ID.eq(CALENDAR_COUNTERS.CALENDAR_ID))
        .where(CALENDAR_COUNTERS.WAITING_SINCE.lt(latest))
        .and(CALENDAR_COUNTERS.REQUESTED.gt(CALENDAR.HANDLED))
        .and(live)
        .limit(limit)
        .forEach(row -> waiting.merge(row.value1(), row.value2(), CalendarAlertSweep::earlier));
    database
        .select(CALENDAR.ID, DSL.min(LINK.DUE_AT))
        .from(LINK)
        .join(CALENDAR)
        .on(CALENDAR.ID.eq(LINK.CALENDAR_ID))
        .where(LINK.DUE_AT.lt(latest))
        .and(live)
        .groupBy(CALENDAR.ID)
        .limit(limit)
        .forEach(row -> waiting.merge(row.value1(), row.value2(), CalendarAlertSweep::earlier));
    Field<Instant> lastPull = DSL.coalesce(CALENDAR.PULLED_AT, CALENDAR.UPDATED_AT);
    database
        .select(CALENDAR.ID, lastPull)
        .from(CALENDAR)
        .where(
            CALENDAR
                .PULLED_AT
                .lt(DatabaseClock.after(allowed.plus(poll).negated()))
                .or(CALENDAR.PULLED_AT.isNull().and(CALENDAR.UPDATED_AT.lt(latest))))
        .and(live)
        .limit(limit)
        .forEach(row -> waiting.merge(row.value1(), row.value2(), CalendarAlertSweep::earlier));
    return waiting;
  }

  /** Returns when the channels end that should have been renewed by now. */
  private Map<UUID, Instant> ending(Condition which, int limit) {
    Map<UUID, Instant> ends = new HashMap<>();
    database
        .select(CALENDAR.ID, CHANNEL.EXPIRES_AT)
        .from(CHANNEL)
        .join(CALENDAR)
        .on(CALENDAR.ID.eq(CHANNEL.CALENDAR_ID))
        .where(CHANNEL.STATE.eq(ChannelState.ACTIVE.name()))
        .and(CHANNEL.ENDING_AT.lt(DatabaseClock.now()))
        .and(CALENDAR.STATE.in(CalendarState.CONNECTING.name(), CalendarState.CONNECTED.name()))
        .and(which)
        .limit(limit)
        .forEach(row -> ends.put(row.value1(), row.value2()));
    return ends;
  }

  private static Instant earlier(Instant one, Instant other) {
    return one.isBefore(other) ? one : other;
  }

  private void tellDelay(UUID calendar, Instant since) {
    tell(
        calendar,
        AlertKind.SYNC_DELAYED,
        "sync_delayed",
        (transaction, row) ->
            calendarEvents.syncDelayed(
                transaction, key(row), Duration.between(since, DatabaseClock.read(transaction))));
  }

  private void tellEnding(UUID calendar, Instant expiresAt) {
    tell(
        calendar,
        AlertKind.CHANNEL_ENDING,
        "channel_ending",
        (transaction, row) -> calendarEvents.channelEnding(transaction, key(row), expiresAt));
  }

  private static CalendarKey key(CalendarRecord row) {
    return new CalendarKey(row.getClinicId(), row.getDoctorId(), row.getId());
  }

  private interface Telling {
    NewEvent event(DSLContext transaction, CalendarRecord calendar);
  }

  private void tell(UUID calendar, AlertKind kind, String code, Telling telling) {
    @Nullable RecordedEvents recorded =
        database.transactionResult(
            configuration -> {
              DSLContext transaction = configuration.dsl();
              CalendarRecord row = SyncSessions.lock(transaction, calendar);
              if (row == null
                  || !CalendarState.valueOf(row.getState()).isLive()
                  || !Alerts.raise(transaction, row.getClinicId(), calendar, kind, code)) {
                return null;
              }
              return events.record(transaction, List.of(telling.event(transaction, row)));
            });
    if (recorded != null) {
      log.warn("calendar {}: {}", calendar, code);
      starts.start(recorded);
    }
  }

  private interface Lasting {
    Set<UUID> of(Condition told);
  }

  private void end(AlertKind kind, Lasting lasting) {
    Set<UUID> over = new HashSet<>(Alerts.told(database, kind, TOLD));
    if (!over.isEmpty()) {
      over.removeAll(lasting.of(CALENDAR.ID.in(over)));
      over.forEach(calendar -> Alerts.end(database, calendar, kind));
    }
  }
}
