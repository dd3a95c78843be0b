package org.wardbell.api.health;

import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import org.wardbell.activities.background.BackgroundClock;
import org.wardbell.activities.log.FailureText;
import org.wardbell.activities.presence.SeenWorker;
import org.wardbell.activities.presence.WorkerPresence;
import org.wardbell.api.problem.ProblemException;
import org.wardbell.api.problem.ProblemKind;

/**
 * The state of the workers, for pages and commands that would wait for one. It is looked at every
 * two seconds, beside requests; only what is about to be refused looks once more.
 */
@Component
public final class WorkerState implements SmartLifecycle {
  /** What people are told. */
  public static final String AWAY =
      "No worker is running. Events are still accepted; deliveries, tests and calendars wait until"
          + " one is back.";

  private static final Duration EVERY = Duration.ofSeconds(2);

  /** Those who ask all at once share a look. */
  private static final Duration JUST_NOW = Duration.ofMillis(200);

  private static final Duration LAST_WAIT = Duration.ofSeconds(3);
  private static final Duration TRY_AGAIN = Duration.ofSeconds(5);

  private static final Logger log = LoggerFactory.getLogger(WorkerState.class);

  private final WorkerPresence rows;
  private final WorkerPollers pollers;
  private final SharedLook looks = new SharedLook(this::look, JUST_NOW);
  private final BackgroundClock clock = new BackgroundClock("worker-watch", EVERY, looks::now);
  private final WorkerWatch watch = new WorkerWatch();
  private volatile Presence presence = Presence.UNKNOWN;

  WorkerState(WorkerPresence rows, WorkerPollers pollers) {
    this.rows = rows;
    this.pollers = pollers;
  }

  /** Returns what was found last; waits for nobody. */
  public Presence presence() {
    return presence;
  }

  /** Returns the workers that were seen within an hour. */
  public List<SeenWorker> seen() {
    return rows.list();
  }

  /**
   * Returns whether what needs a worker now would wait in vain. Looks again before it says so,
   * because one may have come within the last two seconds.
   */
  public boolean isAway() {
    if (presence == Presence.AWAY) {
      looks.unlessJustNow();
    }
    return presence == Presence.AWAY;
  }

  /**
   * Refuses what a worker would have to take up now, if none is there.
   *
   * @param undone what was not done, as a sentence
   * @throws ProblemException 503 with the reason
   */
  public void require(String undone) {
    if (isAway()) {
      throw ProblemException.later(
          ProblemKind.UNAVAILABLE,
          "No worker is running, and this needs one. "
              + undone
              + " Start a worker, then try again.",
          TRY_AGAIN);
    }
  }

  private void look() {
    try {
      Presence before = presence;
      presence = watch.look(rows.list(), System.nanoTime(), pollers::ask);
      if (before != presence && (before == Presence.AWAY || presence == Presence.AWAY)) {
        log.warn("workers: {}", presence == Presence.AWAY ? "none is running" : "one is back");
      }
    } catch (RuntimeException away) {
      log.debug("the rows of workers cannot be read: {}", FailureText.name(away));
      watch.interrupted();
      presence = Presence.UNKNOWN;
    }
  }

  @Override
  public void start() {
    clock.start();
  }

  @Override
  public void stop() {
    var _ = clock.stop(LAST_WAIT);
  }

  @Override
  public boolean isRunning() {
    return clock.isRunning();
  }
}
