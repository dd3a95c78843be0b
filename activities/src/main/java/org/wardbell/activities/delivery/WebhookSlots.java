package org.wardbell.activities.delivery;

import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * How many requests this process has under way: at most 8 to one webhook, 1 after a timeout until a
 * success, and 2,000 in all. A slow receiver fills its own slots and nobody else's.
 */
final class WebhookSlots {
  static final int PER_WEBHOOK = 8;

  private static final int AFTER_A_TIMEOUT = 1;

  /** Each holds a virtual thread, a socket and at most 320 KiB of request and answer. */
  private static final int IN_ALL = 2_000;

  private final ConcurrentHashMap<UUID, Slots> slots = new ConcurrentHashMap<>();
  private final Semaphore all = new Semaphore(IN_ALL);

  /**
   * Waits for a slot; false when there was none in time. The webhook's own comes first: whoever
   * waits behind a slow receiver must not hold a place that a quick one could use.
   */
  boolean acquire(UUID webhookId, Duration atMost) throws InterruptedException {
    long deadline = System.nanoTime() + atMost.toNanos();
    Slots own = of(webhookId);
    if (!own.acquire(atMost.toNanos())) {
      return false;
    }
    boolean both = false;
    try {
      both = all.tryAcquire(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
    } finally {
      if (!both) {
        own.release(false, false);
      }
    }
    return both;
  }

  /** Waits until the webhook has a free slot, and says how many; 0 when there was none in time. */
  int awaitFree(UUID webhookId, Duration atMost) throws InterruptedException {
    return of(webhookId).awaitFree(atMost.toNanos());
  }

  /** Gives the slot back, and learns from what happened in it. */
  void release(UUID webhookId, boolean success, boolean timeout) {
    of(webhookId).release(success, timeout);
    all.release();
  }

  /** Requests under way. */
  int used() {
    return IN_ALL - all.availablePermits();
  }

  private Slots of(UUID webhookId) {
    return slots.computeIfAbsent(webhookId, id -> new Slots());
  }

  private static final class Slots {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition freed = lock.newCondition();
    private int limit = PER_WEBHOOK;
    private int used;

    boolean acquire(long nanos) throws InterruptedException {
      lock.lockInterruptibly();
      try {
        if (awaitRoom(nanos) == 0) {
          return false;
        }
        used++;
        return true;
      } finally {
        lock.unlock();
      }
    }

    int awaitFree(long nanos) throws InterruptedException {
      lock.lockInterruptibly();
      try {
        return awaitRoom(nanos);
      } finally {
        lock.unlock();
      }
    }

    private int awaitRoom(long nanos) throws InterruptedException {
      while (used >= limit && nanos > 0) {
        nanos = freed.awaitNanos(nanos);
      }
      return Math.max(0, limit - used);
    }

    void release(boolean success, boolean timeout) {
      lock.lock();
      try {
        used--;
        if (timeout) {
          limit = AFTER_A_TIMEOUT;
        } else if (success) {
          limit = PER_WEBHOOK;
        }
        freed.signalAll();
      } finally {
        lock.unlock();
      }
    }
  }
}
