package org.wardbell.api.health;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.springframework.boot.health.contributor.Status;
import org.springframework.stereotype.Component;

/**
 * The state of Temporal for pages that say so. A page never waits for it: it gets what was found
 * last, and has it looked at again in the background.
 */
@Component
public final class TemporalState {
  private static final Duration FRESH = Duration.ofSeconds(2);

  private final TemporalHealth health;
  private final AtomicBoolean asking = new AtomicBoolean();
  private volatile boolean away;
  private volatile long askedAtNanos = System.nanoTime() - FRESH.toNanos();

  TemporalState(TemporalHealth health) {
    this.health = health;
  }

  /** Returns whether Temporal did not answer when it was last asked. */
  public boolean isAway() {
    if (System.nanoTime() - askedAtNanos >= FRESH.toNanos() && asking.compareAndSet(false, true)) {
      Thread.startVirtualThread(this::ask);
    }
    return away;
  }

  private void ask() {
    try {
      away = !Status.UP.equals(health.health().getStatus());
    } finally {
      askedAtNanos = System.nanoTime();
      asking.set(false);
    }
  }
}
