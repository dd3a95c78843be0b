package org.wardbell.activities.appointment.sweep;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jooq.DSLContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.wardbell.activities.appointment.AppointmentPlans;
import org.wardbell.activities.appointment.DueAppointments;
import org.wardbell.activities.database.DatabaseClock;
import org.wardbell.activities.database.DatabaseFailures;
import org.wardbell.activities.event.WorkflowStarts;
import org.wardbell.activities.temporal.ActivityHeartbeat;
import org.wardbell.activities.temporal.ChunkPace;
import org.wardbell.activities.temporal.Heartbeat;
import org.wardbell.workflows.JobProgress;
import org.wardbell.workflows.appointment.sweep.AppointmentSweepActivities;

/**
 * The activity that looks at appointments for a while. Clinics take turns of a quarter of a second,
 * so that one with a hundred thousand appointments at once delays no other's. All that it knows is
 * in rows: another process goes on where this one was killed.
 */
final class AppointmentSweepActivitiesImpl implements AppointmentSweepActivities {
  /** An activity reports back after this long, so that people see it move. */
  private static final Duration WORKING_TIME = Duration.ofSeconds(20);

  /** A clinic with thousands of appointments keeps the others waiting no longer. */
  private static final Duration TURN = Duration.ofMillis(250);

  /** So late something may be while nothing else is to do. */
  private static final Duration PAUSE = Duration.ofSeconds(10);

  private static final Logger log = LoggerFactory.getLogger(AppointmentSweepActivitiesImpl.class);

  private final DSLContext dsl;
  private final DueAppointments due;
  private final AppointmentPlans plans;
  private final WorkflowStarts starts;
  private final ActivityHeartbeat heartbeat;

  AppointmentSweepActivitiesImpl(
      DSLContext dsl,
      DueAppointments due,
      AppointmentPlans plans,
      WorkflowStarts starts,
      ActivityHeartbeat heartbeat) {
    this.dsl = dsl;
    this.due = due;
    this.plans = plans;
    this.starts = starts;
    this.heartbeat = heartbeat;
  }

  @Override
  public JobProgress sweep() {
    Heartbeat life = new Heartbeat(heartbeat);
    ChunkPace pace = new ChunkPace();
    long end = System.nanoTime() + WORKING_TIME.toNanos();
    long rows = 0;
    long before;
    do {
      before = rows;
      for (UUID clinic : plans.clinics(DatabaseClock.read(dsl))) {
        if (System.nanoTime() > end || !life.wanted()) {
          return new JobProgress(false, rows, 1);
        }
        rows += turn(clinic, pace, life);
      }
    } while (rows > before);
    return new JobProgress(false, rows, PAUSE.toMillis());
  }

  /** Gives a clinic its turn; one that fails does not keep the others from theirs. */
  private long turn(UUID clinic, ChunkPace pace, Heartbeat life) {
    long end = System.nanoTime() + TURN.toNanos();
    long rows = 0;
    try {
      long changed;
      do {
        long began = System.nanoTime();
        changed = chunk(clinic, pace.rows());
        rows += changed;
        pace.took(System.nanoTime() - began);
      } while (changed > 0 && System.nanoTime() < end && life.wanted());
    } catch (RuntimeException failure) {
      if (DatabaseFailures.isAway(failure)) {
        throw failure;
      }
      log.warn(
          "the appointments of clinic {} wait for the next sweep: {}",
          clinic,
          failure.getClass().getSimpleName());
    }
    return rows;
  }

  /** Does what is due; only when nothing is, what is to be planned. */
  private long chunk(UUID clinic, int limit) {
    Instant now = DatabaseClock.read(dsl);
    DueAppointments.Chunk chunk = due.step(clinic, now, limit);
    starts.start(chunk.news());
    return chunk.looked() > 0 ? chunk.looked() : plans.step(clinic, now, limit);
  }
}
