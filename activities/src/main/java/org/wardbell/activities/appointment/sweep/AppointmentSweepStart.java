package org.wardbell.activities.appointment.sweep;

import java.time.Duration;
import org.wardbell.activities.temporal.WorkflowStarter;

/**
 * The relay's scan that keeps the sweep over appointments alive: it is started at the first round,
 * and again if Temporal lost it or a person terminated it.
 */
public final class AppointmentSweepStart implements Runnable {
  /** A sweep that was lost is missed for so long at most. */
  private static final Duration BETWEEN_STARTS = Duration.ofSeconds(20);

  /** Temporal may be back sooner than that. */
  private static final Duration AFTER_A_FAILURE = Duration.ofSeconds(5);

  private final WorkflowStarter starter;
  private long next = System.nanoTime();

  AppointmentSweepStart(WorkflowStarter starter) {
    this.starter = starter;
  }

  /** Starts the sweep unless it runs; nothing if that was done a moment ago. */
  @Override
  public void run() {
    if (System.nanoTime() - next < 0) {
      return;
    }
    next = System.nanoTime() + AFTER_A_FAILURE.toNanos();
    starter.startAppointmentSweep();
    next = System.nanoTime() + BETWEEN_STARTS.toNanos();
  }
}
