package org.wardbell.api.access;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jooq.exception.DataAccessException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * An account of requests that is gathered in memory, so that a request costs no statement, and
 * written once a minute and at the end.
 */
public abstract class GatheredAccount implements SmartLifecycle {
  /** The time between two writes. */
  static final Duration PERIOD = Duration.ofMinutes(1);

  private static final Logger log = LoggerFactory.getLogger(GatheredAccount.class);

  private final String thread;
  private final String missed;
  private final Duration period;
  private @Nullable ScheduledExecutorService clock;

  /**
   * @param thread the name of the thread that writes
   * @param missed what the log says if nothing was written
   */
  protected GatheredAccount(String thread, String missed) {
    this(thread, missed, PERIOD);
  }

  protected GatheredAccount(String thread, String missed, Duration period) {
    this.thread = thread;
    this.missed = missed;
    this.period = period;
  }

  /** Writes what was gathered. */
  protected abstract void write();

  /** A failure that came out would end the schedule, and nobody would hear of it. */
  private void writeSafely() {
    try {
      write();
    } catch (DataAccessException away) {
      log.warn("{}: the database did not take it", missed);
    } catch (RuntimeException fault) {
      log.error(missed, fault);
    }
  }

  @Override
  public final void start() {
    ScheduledExecutorService started =
        Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name(thread).factory());
    clock = started;
    var _ =
        started.scheduleWithFixedDelay(
            this::writeSafely, period.toMillis(), period.toMillis(), TimeUnit.MILLISECONDS);
  }

  @Override
  public final void stop() {
    if (clock != null) {
      clock.shutdown();
      clock = null;
      writeSafely();
    }
  }

  @Override
  public final boolean isRunning() {
    return clock != null;
  }

  /** Stops after the web server, whose requests it notes until then. */
  @Override
  public final int getPhase() {
    return SmartLifecycle.DEFAULT_PHASE - 8_000;
  }
}
