package org.wardbell.activities.calendar;

import static org.wardbell.activities.database.generated.Tables.CALENDAR_COUNTERS;

import java.util.Collection;
import java.util.UUID;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jooq.DSLContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.wardbell.activities.temporal.WorkflowStarter;

/**
 * The sender of wake signals to the calendars' workflows; it starts a workflow that does not run. A
 * wake may be lost: the rows say the same, and the relay reads them.
 */
public final class CalendarWakes implements AutoCloseable {
  /** Wakes that may wait in this process; further ones are left to the relay. */
  private static final int WAITING = 1_000;

  private static final Logger log = LoggerFactory.getLogger(CalendarWakes.class);

  private final WorkflowStarter starter;
  private final DSLContext database;
  private final ThreadPoolExecutor executor =
      new ThreadPoolExecutor(
          1,
          1,
          0,
          TimeUnit.SECONDS,
          new ArrayBlockingQueue<>(WAITING),
          Thread.ofPlatform().daemon().name("calendar-wake").factory());

  CalendarWakes(WorkflowStarter starter, DSLContext database) {
    this.starter = starter;
    this.database = database;
  }

  /**
   * Sends the signal in the caller's thread.
   *
   * @throws RuntimeException if Temporal does not say yes in time; Google tries again after a 503
   */
  public void wakeNow(UUID calendarId) {
    starter.wakeCalendar(calendarId);
  }

  /**
   * Wakes the calendars of a committed change of an appointment, without waiting. Many changes
   * before the workflow's next look are one signal.
   */
  public void appointmentsChanged(Collection<UUID> calendarIds) {
    for (UUID calendarId : calendarIds) {
      try {
        executor.execute(() -> wakeOnce(calendarId));
      } catch (RejectedExecutionException full) {
        log.debug("wakes are queueing up, left to the relay");
      }
    }
  }

  /** Wakes a calendar whose connection or disconnection is committed, without waiting. */
  public void calendarChanged(UUID calendarId) {
    try {
      executor.execute(() -> wakeOrUnmark(calendarId));
    } catch (RejectedExecutionException full) {
      log.debug("wakes are queueing up, left to the relay");
    }
  }

  private void wakeOnce(UUID calendarId) {
    try {
      if (mark(calendarId, true)) {
        wakeOrUnmark(calendarId);
      }
    } catch (RuntimeException databaseAway) {
      log.debug("calendar {} was not woken, left to the relay", calendarId);
    }
  }

  private void wakeOrUnmark(UUID calendarId) {
    try {
      wakeNow(calendarId);
    } catch (RuntimeException temporalAway) {
      mark(calendarId, false);
      log.debug("calendar {} was not woken, left to the relay", calendarId);
    }
  }

  /** Sets the mark that the workflow's look clears; returns true if this call changed it. */
  private boolean mark(UUID calendarId, boolean signalled) {
    return database
            .update(CALENDAR_COUNTERS)
            .set(CALENDAR_COUNTERS.WRITE_SIGNALLED, signalled)
            .where(CALENDAR_COUNTERS.CALENDAR_ID.eq(calendarId))
            .and(CALENDAR_COUNTERS.WRITE_SIGNALLED.ne(signalled))
            .execute()
        == 1;
  }

  @Override
  public void close() {
    executor.shutdownNow();
  }
}
