package org.wardbell.worker;

import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.wardbell.activities.background.BackgroundClock;
import org.wardbell.activities.log.FailureText;
import org.wardbell.activities.presence.WorkerPresence;

/**
 * The signs of life of this process: a row that is written every few seconds while it takes work,
 * so that others know at once when nobody does.
 */
final class SignsOfLife {
  /** Whoever watches gives up after several of these. */
  private static final Duration EVERY = Duration.ofSeconds(3);

  private static final Duration LAST_WAIT = Duration.ofSeconds(3);

  private static final Logger log = LoggerFactory.getLogger(SignsOfLife.class);

  private final WorkerPresence presence;
  private final String identity;
  private final String version;
  private final BackgroundClock clock;
  private volatile boolean failing;

  SignsOfLife(WorkerPresence presence, String identity, String version) {
    this.presence = presence;
    this.identity = identity;
    this.version = version;
    this.clock = new BackgroundClock("signs-of-life", EVERY, this::give);
  }

  /** Gives the first one before it returns, if the database lets it, and begins to give more. */
  synchronized void start() {
    if (!clock.isRunning()) {
      attempt(() -> presence.begin(identity, version));
      clock.start();
    }
  }

  private void give() {
    attempt(
        () -> {
          if (!presence.beat(identity)) {
            presence.begin(identity, version);
          }
        });
  }

  /** Gives no more, and says so. */
  synchronized void stop() {
    if (clock.isRunning()) {
      var _ = clock.stop(LAST_WAIT);
      attempt(() -> presence.end(identity));
    }
  }

  private void attempt(Runnable write) {
    try {
      write.run();
      failing = false;
    } catch (RuntimeException failure) {
      // Whatever a round throws would be its clock's last.
      if (!failing) {
        log.warn("the database does not take signs of life: {}", FailureText.name(failure));
      }
      failing = true;
    }
  }
}
