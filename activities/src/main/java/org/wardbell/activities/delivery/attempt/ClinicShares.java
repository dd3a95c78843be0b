package org.wardbell.activities.delivery.attempt;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Places of one kind that the clinics share. A clinic may take another one while it holds fewer
 * than are free: so one alone gets half of them, two a third each, and there is always room for the
 * next clinic, whatever the others' receivers do.
 */
public final class ClinicShares {
  /** Those who wait look again after this long, because a sign wakes only one of them. */
  private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

  /** Stands for the installation, whose webhooks have no clinic. */
  private static final UUID INSTALLATION = new UUID(0, 0);

  private final int places;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition freed = lock.newCondition();
  private final Map<UUID, Integer> held = new HashMap<>();
  private int used;

  public ClinicShares(int places) {
    this.places = places;
  }

  /**
   * Takes a place for a clinic.
   *
   * @param clinic null for the installation
   * @param nanos the longest wait; none if it is not above zero
   * @return whether it got one
   */
  public boolean take(@Nullable UUID clinic, long nanos) throws InterruptedException {
    UUID taker = taker(clinic);
    long left = nanos;
    lock.lockInterruptibly();
    try {
      while (held.getOrDefault(taker, 0) >= places - used) {
        if (left <= 0) {
          return false;
        }
        long wait = Math.min(left, LOOK_NANOS);
        left -= wait - freed.awaitNanos(wait);
      }
      held.merge(taker, 1, Integer::sum);
      used++;
      return true;
    } finally {
      lock.unlock();
    }
  }

  /** Gives a place back that this clinic took. */
  public void giveBack(@Nullable UUID clinic) {
    lock.lock();
    try {
      held.computeIfPresent(taker(clinic), (_, count) -> count == 1 ? null : count - 1);
      used--;
      freed.signal();
    } finally {
      lock.unlock();
    }
  }

  /** Returns how many places are taken. */
  int used() {
    lock.lock();
    try {
      return used;
    } finally {
      lock.unlock();
    }
  }

  private static UUID taker(@Nullable UUID clinic) {
    return Objects.requireNonNullElse(clinic, INSTALLATION);
  }
}
