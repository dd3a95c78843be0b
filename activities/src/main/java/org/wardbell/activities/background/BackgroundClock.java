package org.wardbell.activities.background;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A thread that does the same again and again, from its start to its stop, with a pause after each
 * round. Two rounds never run at the same time.
 */
public final class BackgroundClock {
  private final String name;
  private final Duration pause;
  private final Runnable round;
  private @Nullable ScheduledExecutorService clock;

  /**
   * Creates a clock that stands.
   *
   * @param name of its thread
   * @param pause before each round
   * @param round catches its failures: one that it throws is the last
   */
  public BackgroundClock(String name, Duration pause, Runnable round) {
    this.name = name;
    this.pause = pause;
    this.round = round;
  }

  /** Starts it. */
  public synchronized void start() {
    ScheduledExecutorService started =
        Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name(name).factory());
    clock = started;
    var _ =
        started.scheduleWithFixedDelay(
            round, pause.toMillis(), pause.toMillis(), TimeUnit.MILLISECONDS);
  }

  public synchronized boolean isRunning() {
    return clock != null;
  }

  /**
   * Stops it. A round that is under way is waited for, and interrupted if it takes longer.
   *
   * @param wait for that round at most
   * @return whether it was running, and no round is under way any more
   */
  public boolean stop(Duration wait) {
    ScheduledExecutorService stopped;
    synchronized (this) {
      stopped = clock;
      clock = null;
    }
    if (stopped == null) {
      return false;
    }
    stopped.shutdown();
    boolean over = false;
    try {
      over = stopped.awaitTermination(wait.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException hurried) {
      Thread.currentThread().interrupt();
    }
    if (!over) {
      stopped.shutdownNow();
    }
    return over;
  }
}
