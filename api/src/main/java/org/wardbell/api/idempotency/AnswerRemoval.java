package org.wardbell.api.idempotency;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jooq.exception.DataAccessException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import org.wardbell.activities.idempotency.KeptAnswers;

/** The hourly removal of answers that no repetition gets any more; each process may do it. */
@Component
final class AnswerRemoval implements SmartLifecycle {
  private static final Duration PERIOD = Duration.ofHours(1);

  private static final Logger log = LoggerFactory.getLogger(AnswerRemoval.class);

  private final KeptAnswers answers;
  private @Nullable ScheduledExecutorService clock;

  AnswerRemoval(KeptAnswers answers) {
    this.answers = answers;
  }

  @Override
  public void start() {
    ScheduledExecutorService started =
        Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("kept-answers").factory());
    clock = started;
    var _ =
        started.scheduleWithFixedDelay(
            this::remove, PERIOD.toMinutes(), PERIOD.toMinutes(), TimeUnit.MINUTES);
  }

  private void remove() {
    try {
      int removed = answers.removeOld();
      log.debug("{} kept answers are over", removed);
    } catch (DataAccessException away) {
      log.warn("kept answers were not removed: the database did not answer");
    }
  }

  @Override
  public void stop() {
    if (clock != null) {
      clock.shutdown();
      clock = null;
    }
  }

  @Override
  public boolean isRunning() {
    return clock != null;
  }
}
