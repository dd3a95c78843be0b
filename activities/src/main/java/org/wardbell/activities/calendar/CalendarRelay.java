package org.wardbell.activities.calendar;

import static org.wardbell.activities.database.generated.Tables.CALENDAR;
import static org.wardbell.activities.database.generated.Tables.CALENDAR_COUNTERS;
import static org.wardbell.activities.database.generated.Tables.LINK;

import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.wardbell.activities.database.DatabaseClock;
import org.wardbell.workflows.calendar.CalendarState;

/**
 * The relay that wakes calendars which should have been looked at and were not, because the signal
 * was lost, or Temporal was. It leaves alone a calendar whose work Temporal is about to try again.
 */
public final class CalendarRelay implements Runnable {
  /** A workflow that is this late does not wake by itself any more. */
  private static final Duration OVERDUE = Duration.ofSeconds(60);

  /** A push or a change that is still unhandled after this was not signalled. */
  private static final Duration UNHANDLED = Duration.ofSeconds(5);

  /** The relay wakes a calendar at most this often, so that its history stays short. */
  private static final Duration AGAIN_AFTER = Duration.ofSeconds(30);

  /** Signals of one round, which comes every few seconds; the next one takes the rest. */
  private static final int PER_ROUND = 200;

  private static final Condition NOT_QUIET =
      CALENDAR.QUIET_UNTIL.isNull().or(CALENDAR.QUIET_UNTIL.lt(DatabaseClock.now()));

  private static final Logger log = LoggerFactory.getLogger(CalendarRelay.class);

  private final DSLContext database;
  private final CalendarWakes wakes;

  CalendarRelay(DSLContext database, CalendarWakes wakes) {
    this.database = database;
    this.wakes = wakes;
  }

  /** Wakes the calendars that are late now. */
  @Override
  public void run() {
    Set<UUID> late = new LinkedHashSet<>(overdue());
    late.addAll(unhandledPushes());
    late.addAll(unwrittenAppointments());
    for (UUID calendar : late) {
      if (claim(calendar)) {
        log.info("relay wakes calendar {}", calendar);
        wakes.wakeNow(calendar);
      }
    }
  }

  private List<UUID> overdue() {
    return database
        .select(CALENDAR.ID)
        .from(CALENDAR)
        .where(CALENDAR.WAKES_AT.lt(DatabaseClock.after(OVERDUE.negated())))
        .and(NOT_QUIET)
        .limit(PER_ROUND)
        .fetch(CALENDAR.ID);
  }

  private List<UUID> unhandledPushes() {
    return database
        .select(CALENDAR.ID)
        .from(CALENDAR_COUNTERS)
        .join(CALENDAR)
        .on(CALENDAR.ID.eq(CALENDAR_COUNTERS.CALENDAR_ID))
        .where(CALENDAR_COUNTERS.WAITING_SINCE.lt(DatabaseClock.after(UNHANDLED.negated())))
        .and(CALENDAR_COUNTERS.REQUESTED.gt(CALENDAR.HANDLED))
        .and(CALENDAR.PULL_AFTER.isNull().or(CALENDAR.PULL_AFTER.lt(DatabaseClock.now())))
        .and(CALENDAR.STATE.in(CalendarState.LIVE_NAMES))
        .and(NOT_QUIET)
        .limit(PER_ROUND)
        .fetch(CALENDAR.ID);
  }

  private List<UUID> unwrittenAppointments() {
    return database
        .selectDistinct(CALENDAR.ID)
        .from(LINK)
        .join(CALENDAR)
        .on(CALENDAR.ID.eq(LINK.CALENDAR_ID))
        .where(LINK.DUE_AT.lt(DatabaseClock.after(UNHANDLED.negated())))
        .and(CALENDAR.STATE.in(CalendarState.LIVE_NAMES))
        .and(NOT_QUIET)
        .limit(PER_ROUND)
        .fetch(CALENDAR.ID);
  }

  /** Claims the next signal, before it is sent, so that several relays do not all send it. */
  private boolean claim(UUID calendar) {
    return database
            .update(CALENDAR_COUNTERS)
            .set(CALENDAR_COUNTERS.RELAY_AFTER, DatabaseClock.after(AGAIN_AFTER))
            .where(CALENDAR_COUNTERS.CALENDAR_ID.eq(calendar))
            .and(
                CALENDAR_COUNTERS
                    .RELAY_AFTER
                    .isNull()
                    .or(CALENDAR_COUNTERS.RELAY_AFTER.lt(DatabaseClock.now())))
            .execute()
        == 1;
  }
}
