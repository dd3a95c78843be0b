package org.wardbell.activities.temporal;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import org.wardbell.workflows.JobProgress;

/**
 * The turns of the jobs of a process: few work at once, so that any number of clinics with jobs
 * leave the database to those who send, and a large job lets a small one through after a second.
 */
public final class JobTurns {
  private static final int AT_ONCE = 2;

  /** A step is heard of within 15 s, waiting included. */
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  /** A job that somebody waits for works for so long. */
  private static final Duration TURN = Duration.ofSeconds(1);

  /** A job that got no turn, or gave its turn away, asks again after this. */
  private static final long NEXT_TURN_MILLIS = 500;

  private final Semaphore turns = new Semaphore(AT_ONCE, true);
  private final Duration patience;

  public JobTurns() {
    this(PATIENCE);
  }

  /**
   * @param patience for how long to wait for a turn
   */
  public JobTurns(Duration patience) {
    this.patience = patience;
  }

  /**
   * Advances a job for a while, when it is its turn.
   *
   * @param step advances it by at most so many rows
   */
  public JobProgress advance(ActivityHeartbeat heartbeat, IntFunction<JobProgress> step) {
    if (!take()) {
      return new JobProgress(false, 0, NEXT_TURN_MILLIS);
    }
    long began = System.nanoTime();
    try {
      return PacedWork.run(
          heartbeat,
          limit -> {
            JobProgress progress = step.apply(limit);
            return !progress.over() && isOver(began)
                ? new JobProgress(false, progress.rows(), NEXT_TURN_MILLIS)
                : progress;
          });
    } finally {
      giveBack();
    }
  }

  /** Waits for a turn; returns false if none came. Who was given one gives it back. */
  boolean take() {
    try {
      return turns.tryAcquire(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("the worker is stopping", interrupted);
    }
  }

  /** Gives a turn back. */
  void giveBack() {
    turns.release();
  }

  /**
   * Returns whether a turn is over, because somebody else waits for it.
   *
   * @param began when it began, by {@link System#nanoTime}
   */
  boolean isOver(long began) {
    return turns.hasQueuedThreads() && System.nanoTime() - began > TURN.toNanos();
  }
}
