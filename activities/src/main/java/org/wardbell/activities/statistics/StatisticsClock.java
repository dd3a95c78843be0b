package org.wardbell.activities.statistics;

import java.time.Duration;
import org.jooq.exception.DataAccessException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.wardbell.activities.background.BackgroundClock;
import org.wardbell.activities.log.FailureText;

/** The thread that counts, every few seconds, in each process. */
final class StatisticsClock implements SmartLifecycle {
  /** Figures are to be at most 10 s old; the rest is for the counting. */
  private static final Duration PAUSE = Duration.ofSeconds(3);

  private static final Logger log = LoggerFactory.getLogger(StatisticsClock.class);

  private final Runnable rounds;
  private final BackgroundClock clock = new BackgroundClock("statistics", PAUSE, this::round);
  private boolean failing;

  StatisticsClock(Runnable rounds) {
    this.rounds = rounds;
  }

  @Override
  public void start() {
    clock.start();
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

  /** Interrupts a round: what it has not committed is counted by another one. */
  @Override
  public void stop() {
    clock.stop(Duration.ZERO);
  }

  @Override
  public boolean isRunning() {
    return clock.isRunning();
  }

  /** Stops before the workers do. */
  @Override
  public int getPhase() {
    return SmartLifecycle.DEFAULT_PHASE - 4_000;
  }
}
