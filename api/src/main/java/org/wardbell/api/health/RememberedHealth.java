package org.wardbell.api.health;

import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/**
 * A health indicator that asks at most once a second, one caller at a time: health is open to
 * everybody, and must not be a way to keep the database busy.
 */
abstract class RememberedHealth implements HealthIndicator {
  private static final Duration REMEMBERED = Duration.ofSeconds(1);

  private final ReentrantLock lock = new ReentrantLock();
  private @Nullable Health last;
  private long askedAtNanos;

  @Override
  public final Health health() {
    lock.lock();
    try {
      Health known = last;
      if (known != null && System.nanoTime() - askedAtNanos <= REMEMBERED.toNanos()) {
        return known;
      }
      Health fresh = ask();
      last = fresh;
      askedAtNanos = System.nanoTime();
      return fresh;
    } finally {
      lock.unlock();
    }
  }

  abstract Health ask();
}
