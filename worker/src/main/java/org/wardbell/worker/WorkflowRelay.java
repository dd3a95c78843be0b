package org.wardbell.worker;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * The relay from the database to Temporal: the database says which workflows must be alive,
 * Temporal keeps them alive, and every few seconds the scans start those that should be alive and
 * are not. That is why a 202 is a promise when Temporal is down, slow or wiped. Starting twice is
 * harmless.
 */
final class WorkflowRelay implements SmartLifecycle {
  private static final Duration PAUSE = Duration.ofSeconds(2);

  private static final Logger log = LoggerFactory.getLogger(WorkflowRelay.class);

  private final List<Runnable> scans;
  private @Nullable ScheduledExecutorService clock;
  private volatile @Nullable Instant lastRound;
  private boolean failing;

  /**
   * Creates a relay.
   *
   * @param scans asked in this order each round; each claims in the database what it starts
   */
  WorkflowRelay(List<Runnable> scans) {
    this.scans = List.copyOf(scans);
  }

  @Override
  public void start() {
    clock =
        Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("workflow-relay").factory());
    var _ =
        clock.scheduleWithFixedDelay(
            this::round, PAUSE.toMillis(), PAUSE.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Runs each scan, also after one that failed: it may be the only one that can't. */
  void round() {
    boolean failed = false;
    for (Runnable scan : scans) {
      failed |= !succeeds(scan);
    }
    if (!failed) {
      lastRound = Instant.now();
      if (failing) {
        log.info("the relay works again");
      }
    }
    failing = failed;
  }

  private boolean succeeds(Runnable scan) {
    try {
      scan.run();
      return true;
    } catch (RuntimeException failure) {
      if (!failing) {
        log.warn(
            "the relay's {} waits for the database or temporal: {}",
            scan.getClass().getSimpleName(),
            failure.toString());
      }
      return false;
    }
  }

  @Override
  public void stop() {
    if (clock != null) {
      clock.shutdownNow();
      clock = null;
    }
  }

  @Override
  public boolean isRunning() {
    return clock != null;
  }

  /** Returns the time when the last round went through, or null before the first. */
  public @Nullable Instant lastRound() {
    return lastRound;
  }

  /** Stops before the workers do. */
  @Override
  public int getPhase() {
    return SmartLifecycle.DEFAULT_PHASE - 4_000;
  }
}
