package org.wardbell.activities.statistics;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jooq.exception.DataAccessException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.wardbell.activities.log.FailureText;

/** The thread that counts, every few seconds, in each process. */
final class StatisticsClock implements SmartLifecycle {
  /** Figures are to be at most 10 s old; the rest is for the counting. */
  private static final Duration PAUSE = Duration.ofSeconds(3);

  private static final Logger log = LoggerFactory.getLogger(StatisticsClock.class);

  private final Runnable rounds;
  private @Nullable ScheduledExecutorService clock;
  private boolean failing;

  StatisticsClock(Runnable rounds) {
    this.rounds = rounds;
  }

  @Override
  public void start() {
    ScheduledExecutorService started =
        Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("statistics").factory());
    clock = started;
    var _ =
        started.scheduleWithFixedDelay(
            this::round, PAUSE.toMillis(), PAUSE.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void round() {
    try {
      rounds.run();
      failing = false;
    } catch (DataAccessException passing) {
      log.debug("statistics are counted later");
    } catch (RuntimeException failure) {
      if (!failing) {
        log.error("statistics are not counted: {}", FailureText.name(failure));
      }
      failing = true;
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

  /** Stops before the workers do. */
  @Override
  public int getPhase() {
    return SmartLifecycle.DEFAULT_PHASE - 4_000;
  }
}
