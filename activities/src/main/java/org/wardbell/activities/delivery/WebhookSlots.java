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

  /** Waits for a slot; false when there was none in time. */
  boolean acquire(UUID webhookId, Duration atMost) throws InterruptedException {
    long deadline = System.nanoTime() + atMost.toNanos();
    if (!all.tryAcquire(atMost.toNanos(), TimeUnit.NANOSECONDS)) {
      return false;
    }
    if (of(webhookId).acquire(deadline - System.nanoTime())) {
      return true;
    }
    all.release();
    return false;
  }

  /** Gives the slot back, and learns from what happened in it. */
  void release(UUID webhookId, boolean success, boolean timeout) {
    of(webhookId).release(success, timeout);
    all.release();
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
        while (used >= limit) {
          if (nanos <= 0) {
            return false;
          }
          nanos = freed.awaitNanos(nanos);
        }
        used++;
        return true;
      } finally {
        lock.unlock();
      }
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
