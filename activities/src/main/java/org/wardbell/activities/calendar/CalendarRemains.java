package org.wardbell.activities.calendar;

import static org.wardbell.activities.database.generated.Tables.BUSY_TIME;
import static org.wardbell.activities.database.generated.Tables.CALENDAR;

import java.util.Optional;
import java.util.UUID;
import org.jooq.DSLContext;
import org.wardbell.activities.appointment.AppointmentErasure;
import org.wardbell.activities.calendar.sync.SyncSessions;
import org.wardbell.activities.database.Contention;
import org.wardbell.activities.database.generated.tables.records.CalendarRecord;
import org.wardbell.activities.temporal.ChunkPace;
import org.wardbell.workflows.calendar.CalendarState;

/**
 * The remains of a calendar that was given up: times that block nobody any more, and what its
 * events said of patients who are erased. There may be thousands of both, so they end after it, a
 * chunk in each transaction; the calendar's row says how far that is, so that another process goes
 * on after a crash.
 */
final class CalendarRemains {
  private final DSLContext database;
  private final AppointmentErasure erasure;

  public CalendarRemains(DSLContext database, AppointmentErasure erasure) {
    this.database = database;
    this.erasure = erasure;
  }

  /**
   * Ends all of it, unless the calendar is connected again.
   *
   * @param heartbeat run after each chunk
   */
  public void end(UUID calendar, Runnable heartbeat) {
    ChunkPace pace = new ChunkPace();
    while (true) {
      long began = System.nanoTime();
      if (!step(calendar, pace.rows())) {
        return;
      }
      heartbeat.run();
      pace.took(System.nanoTime() - began);
    }
  }

  /**
   * Ends a chunk in a transaction of its own.
   *
   * @param limit rows that each statement touches at most
   * @return whether there may be more
   */
  boolean step(UUID calendar, int limit) {
    return Contention.result(
        database,
        configuration -> {
          DSLContext transaction = configuration.dsl();
          CalendarRecord row = SyncSessions.lock(transaction, calendar);
          if (row == null
              || row.getForgetsAfter() == null
              || !row.getState().equals(CalendarState.DISCONNECTED.name())) {
            return false;
          }
          int times =
              transaction
                  .deleteFrom(BUSY_TIME)
                  .where(BUSY_TIME.CALENDAR_ID.eq(calendar))
                  .limit(limit)
                  .execute();
          if (times == limit) {
            return true;
          }
          Optional<String> last =
              erasure.forgetUnwritten(
                  transaction, row.getClinicId(), calendar, row.getForgetsAfter(), limit);
          transaction
              .update(CALENDAR)
              .set(CALENDAR.FORGETS_AFTER, last.orElse(null))
              .where(CALENDAR.ID.eq(calendar))
              .execute();
          return last.isPresent();
        });
  }
}
