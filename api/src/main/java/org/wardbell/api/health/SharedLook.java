package org.wardbell.api.health;

import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;

/** A look at something slow. Those who ask for it at the same moment share one. */
final class SharedLook {
  private final Runnable look;
  private final long justNow;
  private final ReentrantLock looking = new ReentrantLock();
  private volatile long lookedAt;

  /**
   * Creates a look that has not been done yet.
   *
   * @param look catches its failures
   * @param justNow how old a look may be that is as good as a new one
   */
  SharedLook(Runnable look, Duration justNow) {
    this.look = look;
    this.justNow = justNow.toNanos();
    this.lookedAt = System.nanoTime() - this.justNow - 1;
  }

  /** Looks. */
  void now() {
    looking.lock();
    try {
      look.run();
    } finally {
      lookedAt = System.nanoTime();
      looking.unlock();
    }
  }

  /** Looks, unless somebody has done so just now; waits for who is about it. */
  void unlessJustNow() {
    if (!isOld()) {
      return;
    }
    looking.lock();
    try {
      // Somebody else may have looked while this one waited for the lock.
      if (isOld()) {
        now();
      }
    } finally {
      looking.unlock();
    }
  }

  private boolean isOld() {
    return System.nanoTime() - lookedAt > justNow;
  }
}
