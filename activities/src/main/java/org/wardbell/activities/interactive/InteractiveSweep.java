package org.wardbell.activities.interactive;

import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The removal of old tasks; one of the relay's scans, which come every few seconds. */
public final class InteractiveSweep implements Runnable {
  private static final Duration PAUSE = Duration.ofMinutes(1);

  private static final Logger log = LoggerFactory.getLogger(InteractiveSweep.class);

  private final InteractiveStore store;
  private long next = System.nanoTime();

  public InteractiveSweep(InteractiveStore store) {
    this.store = store;
  }

  /** Runs one round, or nothing if the last one was less than a minute ago. */
  @Override
  public void run() {
    if (System.nanoTime() - next < 0) {
      return;
    }
    next = System.nanoTime() + PAUSE.toNanos();
    int deleted = store.sweep();
    if (deleted > 0) {
      log.info("{} interactive tasks older than a day deleted", deleted);
    }
  }
}
