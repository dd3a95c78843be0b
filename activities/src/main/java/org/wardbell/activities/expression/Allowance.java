package org.wardbell.activities.expression;

import java.time.Duration;
import java.util.function.Supplier;

/**
 * The processor time that several expressions have together. What comes after it is used up is not
 * evaluated, so that one clinic's expressions do not hold up the dispatch of everybody. Waiting for
 * a place costs nothing of it, and has a bound of its own.
 */
public final class Allowance {
  private static final ScopedValue<Allowance> CURRENT = ScopedValue.newInstance();

  /**
   * The time that all of them may wait for a place. The first that finds none uses it up, so that
   * the others need not wait in vain.
   */
  private static final Duration WAITING = Duration.ofSeconds(6);

  private long leftNanos;
  private long waitNanos = WAITING.toNanos();

  /** Creates one of so much processor time. */
  public Allowance(Duration processor) {
    this.leftNanos = processor.toNanos();
  }

  /** Runs on this thread; expressions in it share what is left. */
  public <T> T share(Supplier<T> work) {
    return ScopedValue.where(CURRENT, this).call(work::get);
  }

  /** Runs on this thread; expressions in it share what is left. */
  public void run(Runnable work) {
    ScopedValue.where(CURRENT, this).run(work);
  }

  /** Returns what is left here, at most that much. */
  static Duration left(Duration most) {
    if (!CURRENT.isBound()) {
      return most;
    }
    long left = CURRENT.get().leftNanos;
    return left < most.toNanos() ? Duration.ofNanos(Math.max(0, left)) : most;
  }

  /** Returns how long the next one may wait for a place, at most that long. */
  static Duration waitLeft(Duration most) {
    if (!CURRENT.isBound()) {
      return most;
    }
    long left = CURRENT.get().waitNanos;
    return left < most.toNanos() ? Duration.ofNanos(Math.max(0, left)) : most;
  }

  static void waited(Duration time) {
    if (CURRENT.isBound()) {
      CURRENT.get().waitNanos -= time.toNanos();
    }
  }

  static void use(Duration processor) {
    if (CURRENT.isBound()) {
      CURRENT.get().leftNanos -= processor.toNanos();
    }
  }
}
