package org.wardbell.activities.delivery.attempt;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.wardbell.workflows.delivery.AttemptOutcome;

/**
 * The slots of one webhook in this process: as many as its concurrency, 1 after a timeout until a
 * success. Remembers how long its requests take, so that nobody waits for a slot in vain.
 */
public final class ReceiverSlots {
  private static final int AFTER_A_TIMEOUT = 1;

  /** Requests that a receiver is trusted with before its first answer. */
  private static final long FIRST_GUESS_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

  /**
   * A slower answer moves the remembered time by an eighth: one slow answer is no slow receiver.
   */
  private static final int SMOOTHING = 8;

  /** A claim is good for as long; who has not asked for its slot by then does not come any more. */
  private static final long RESERVED_NANOS = TimeUnit.SECONDS.toNanos(7);

  private final UUID webhookId;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition freed = lock.newCondition();

  /** Oldest first. */
  private final Deque<Slot> underWay = new ArrayDeque<>();

  /** The requests that were promised a slot and have not asked for it yet, oldest first. */
  private final Deque<Promise> promised = new ArrayDeque<>();

  private record Promise(int requests, long until) {}

  private int concurrency;
  private int waiting;
  private long holdNanos = FIRST_GUESS_NANOS;
  private boolean timedOut;
  private boolean turnedAway;
  private boolean retired;

  ReceiverSlots(UUID webhookId, int concurrency) {
    this.webhookId = webhookId;
    this.concurrency = concurrency;
  }

  /**
   * Returns a slot, or null when none was free in time or this object has been {@link #retire
   * retired}.
   *
   * @param reserved whether this is one of the requests that room was {@link #reserve reserved} for
   */
  @Nullable Slot acquire(int limit, boolean reserved, Duration timeout, long nanos)
      throws InterruptedException {
    lock.lockInterruptibly();
    try {
      concurrency = limit;
      if (reserved) {
        fulfil(1);
      }
      waiting++;
      try {
        while (isFull() && nanos > 0 && !retired) {
          nanos = freed.awaitNanos(nanos);
        }
      } finally {
        waiting--;
      }
      if (isFull() || retired) {
        return null;
      }
      Slot slot = new Slot(webhookId, timeout);
      underWay.addLast(slot);
      return slot;
    } finally {
      lock.unlock();
    }
  }

  /**
   * The requests that would get a slot beside those that wait for one or were promised one.
   *
   * @param now at once
   * @param soon within a second, by what the receiver did of late; a receiver whose oldest request
   *     is older than that gets only what is free
   */
  public record Room(int now, int soon) {}

  Room room(int limit) {
    lock.lock();
    try {
      concurrency = limit;
      return room();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Reserves what requests need that are going to ask for a slot within seconds, so that nobody
   * else counts on it. Reserved room is free again with {@link #giveBack}, or by itself after 7 s.
   *
   * @return how many of the wanted requests would get a slot within a second
   */
  int reserve(int limit, int wanted) {
    lock.lock();
    try {
      concurrency = limit;
      int granted = Math.min(wanted, room().soon());
      if (granted > 0) {
        promised.addLast(new Promise(granted, System.nanoTime() + RESERVED_NANOS));
      }
      return granted;
    } finally {
      lock.unlock();
    }
  }

  /** Gives back what was reserved for requests that will not come. */
  void giveBack(int requests) {
    lock.lock();
    try {
      fulfil(requests);
    } finally {
      lock.unlock();
    }
  }

  private Room room() {
    Slot oldest = underWay.peekFirst();
    long hold = Math.max(holdNanos, oldest == null ? 0 : oldest.age());
    long soon = hold >= SECOND ? free() : limit() * (SECOND / Math.max(1, hold));
    int others = waiting + promised();
    int now = Math.max(0, free() - others);
    return new Room(now, Math.clamp(soon - others, now, Integer.MAX_VALUE));
  }

  private int promised() {
    while (!promised.isEmpty() && promised.getFirst().until() - System.nanoTime() < 0) {
      promised.removeFirst();
    }
    return promised.stream().mapToInt(Promise::requests).sum();
  }

  private void fulfil(int requests) {
    int left = requests;
    while (left > 0 && !promised.isEmpty()) {
      Promise oldest = promised.removeFirst();
      if (oldest.requests() > left) {
        promised.addFirst(new Promise(oldest.requests() - left, oldest.until()));
      }
      left -= oldest.requests();
    }
  }

  /**
   * Asks for a sign when the next slot is free.
   *
   * @return until then at the latest, or zero if one is free already
   */
  Duration callWhenFree() {
    lock.lock();
    try {
      Slot oldest = underWay.peekFirst();
      if (oldest == null || !isFull()) {
        return Duration.ZERO;
      }
      turnedAway = true;
      return underWay.stream().map(Slot::left).min(Duration::compareTo).orElse(Duration.ZERO);
    } finally {
      lock.unlock();
    }
  }

  /**
   * Gives the slot back, and learns from what happened in it, unless that was our own failure.
   *
   * @return whether somebody asked for a sign
   */
  boolean release(Slot slot, AttemptOutcome outcome) {
    lock.lock();
    try {
      underWay.remove(slot);
      if (outcome != AttemptOutcome.LOST) {
        learn(slot.age(), outcome);
      }
      for (int i = free(); i > 0; i--) {
        freed.signal();
      }
      boolean wanted = turnedAway && !isFull();
      turnedAway &= !wanted;
      return wanted;
    } finally {
      lock.unlock();
    }
  }

  private void learn(long nanos, AttemptOutcome outcome) {
    boolean recovered = timedOut && outcome == AttemptOutcome.DELIVERED;
    if (recovered || nanos < holdNanos) {
      holdNanos = recovered ? nanos : (holdNanos + nanos) / 2;
    } else {
      holdNanos += (nanos - holdNanos) / SMOOTHING;
    }
    timedOut = outcome == AttemptOutcome.TIMEOUT || (timedOut && !recovered);
  }

  /** Makes this object unusable if nobody uses it. */
  boolean retire() {
    lock.lock();
    try {
      retired |= underWay.isEmpty() && waiting == 0 && promised() == 0;
      return retired;
    } finally {
      lock.unlock();
    }
  }

  boolean isRetired() {
    lock.lock();
    try {
      return retired;
    } finally {
      lock.unlock();
    }
  }

  private boolean isFull() {
    return free() == 0;
  }

  private int free() {
    return Math.max(0, limit() - underWay.size());
  }

  private int limit() {
    return timedOut ? AFTER_A_TIMEOUT : concurrency;
  }
}
