package org.wardbell.standalone.bench.load;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/** The times at which one load's events are handed out to the senders. */
final class SendTimes {
  private final int events;
  private final long startNanos;
  private final long intervalNanos;
  private final AtomicInteger taken = new AtomicInteger();
  private volatile boolean stopped;

  /**
   * One event to post.
   *
   * @param number counted from 0
   * @param intendedNanos when it should be sent, by {@link System#nanoTime}
   */
  record SendTime(int number, long intendedNanos) {
    /** Returned when no event is left. */
    static final SendTime NONE = new SendTime(-1, 0);

    boolean isNone() {
      return number < 0;
    }
  }

  private SendTimes(int events, long startNanos, long intervalNanos) {
    this.events = events;
    this.startNanos = startNanos;
    this.intervalNanos = intervalNanos;
  }

  /** Returns the send times of this load, which begins now. */
  static SendTimes of(Load load) {
    long interval =
        switch (load) {
          case Load.ClosedLoop _ -> 0;
          case Load.OpenLoop open -> TimeUnit.SECONDS.toNanos(1) / open.perSecond();
        };
    return new SendTimes(load.events(), System.nanoTime(), interval);
  }

  /** Returns the next event, or {@link SendTime#NONE}; waits until its time has come. */
  SendTime next() {
    int number = stopped ? events : taken.getAndIncrement();
    if (number >= events) {
      return SendTime.NONE;
    }
    if (intervalNanos == 0) {
      return new SendTime(number, System.nanoTime());
    }
    long intended = startNanos + number * intervalNanos;
    sleepUntil(intended);
    return new SendTime(number, intended);
  }

  /** Returns the number of events that were handed out. */
  int taken() {
    return Math.min(events, taken.get());
  }

  /** Stops: no further event is handed out. */
  void stop() {
    stopped = true;
  }

  private static void sleepUntil(long nanoTime) {
    long left = nanoTime - System.nanoTime();
    while (left > 0) {
      LockSupport.parkNanos(left);
      left = nanoTime - System.nanoTime();
    }
  }
}
