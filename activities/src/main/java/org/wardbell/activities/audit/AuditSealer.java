package org.wardbell.activities.audit;

import java.time.Duration;
import java.util.HexFormat;
import org.jooq.exception.DataAccessException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.wardbell.activities.background.BackgroundClock;

/**
 * The thread that seals the audit trail every two seconds, in each process. It tells the log where
 * the chain ends, once an hour if it grew: whoever collects logs elsewhere can prove that end.
 */
final class AuditSealer implements SmartLifecycle {
  private static final Duration PAUSE = Duration.ofSeconds(2);

  /** Longer than a round without a backlog; what is left then is sealed after the next start. */
  private static final Duration LAST_ROUND = Duration.ofSeconds(5);

  private static final Duration BETWEEN_TELLING = Duration.ofHours(1);
  private static final Duration BETWEEN_COMPLAINTS = Duration.ofMinutes(1);

  private static final Logger log = LoggerFactory.getLogger(AuditSealer.class);

  private final AuditSealing sealing;
  private final AuditVerifier verifier;
  private final BackgroundClock clock = new BackgroundClock("audit-sealer", PAUSE, this::round);
  private long tellAt = System.nanoTime();
  private long complainAt = System.nanoTime();
  private boolean grown;

  AuditSealer(AuditSealing sealing, AuditVerifier verifier) {
    this.sealing = sealing;
    this.verifier = verifier;
  }

  @Override
  public void start() {
    clock.start();
  }

  private void round() {
    try {
      while (sealing.hasWork() && sealing.step() > 0) {
        grown = true;
      }
      tell();
    } catch (BrokenAuditException broken) {
      complain(
          "{}: somebody changed its tables. No more rows are sealed",
          String.valueOf(broken.getMessage()));
    } catch (DataAccessException passing) {
      log.debug("the audit trail is sealed later");
    } catch (RuntimeException failure) {
      complain("the audit trail is not sealed ({})", failure.getClass().getSimpleName());
    }
  }

  private void complain(String message, String argument) {
    long now = System.nanoTime();
    if (now - complainAt >= 0) {
      complainAt = now + BETWEEN_COMPLAINTS.toNanos();
      log.error(message, argument);
    }
  }

  private void tell() {
    long now = System.nanoTime();
    if (!grown || now - tellAt < 0) {
      return;
    }
    tellAt = now + BETWEEN_TELLING.toNanos();
    grown = false;
    AuditSealing.Head head = verifier.head();
    if (head != null) {
      log.info(
          "audit trail sealed up to position {} with {}",
          head.position(),
          HexFormat.of().formatHex(head.last()));
    }
  }

  @Override
  public void stop() {
    if (clock.stop(LAST_ROUND)) {
      round(); // The row of this stop is one of those that wait.
    }
  }

  @Override
  public boolean isRunning() {
    return clock.isRunning();
  }

  /** Stops after everything that writes rows, but before the database's pool. */
  @Override
  public int getPhase() {
    return SmartLifecycle.DEFAULT_PHASE - 10_000;
  }
}
