package org.wardbell.api.idempotency;

import java.time.Duration;
import org.jooq.exception.DataAccessException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import org.wardbell.activities.background.BackgroundClock;
import org.wardbell.activities.idempotency.KeptAnswers;

/** The hourly removal of answers that no repetition gets any more; each process may do it. */
@Component
final class AnswerRemoval implements SmartLifecycle {
  private static final Duration PERIOD = Duration.ofHours(1);

  /** A statement removes 500 rows and is soon over. */
  private static final Duration LAST_STATEMENT = Duration.ofSeconds(2);

  private static final Logger log = LoggerFactory.getLogger(AnswerRemoval.class);

  private final KeptAnswers answers;
  private final BackgroundClock clock = new BackgroundClock("kept-answers", PERIOD, this::remove);

  AnswerRemoval(KeptAnswers answers) {
    this.answers = answers;
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
  public void start() {
    clock.start();
  }

  @Override
  public void stop() {
    var _ = clock.stop(LAST_STATEMENT);
  }

  @Override
  public boolean isRunning() {
    return clock.isRunning();
  }
}
