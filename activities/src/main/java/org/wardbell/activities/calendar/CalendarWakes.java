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
 * Tells calendars' workflows to look, and starts the ones that are not alive. Losing a wake is
 * harmless: the rows say the same, and the relay reads them.
 */
public final class CalendarWakes implements AutoCloseable {
  /** Wakes that may wait in this process; the rest is the relay's. */
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

  public CalendarWakes(WorkflowStarter starter, DSLContext database) {
    this.starter = starter;
    this.database = database;
  }

  /**
   * Signals in the caller's thread.
   *
   * @throws RuntimeException if Temporal does not say yes in time; Google tries again after a 503
   */
  public void wakeNow(UUID calendarId) {
    starter.wakeCalendar(calendarId);
  }

  /**
   * Appointments changed in these calendars, and the change is committed. Nobody waits; many
   * changes before the workflow's next look are one signal.
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

  /** The calendar itself was connected or given up, and that is committed. Nobody waits. */
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

  /** True if this call changed the mark; the workflow's look clears it. */
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
