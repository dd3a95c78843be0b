package org.wardbell.activities.expression;

import java.time.Duration;
import java.util.function.Supplier;

/**
 * The processor time that several expressions have together. What comes after it is used up is not
 * evaluated, so that one clinic's expressions do not hold up the dispatch of everybody. Waiting
 * costs nothing of it.
 */
public final class Allowance {
  private static final ScopedValue<Allowance> CURRENT = ScopedValue.newInstance();

  private long leftNanos;

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

  static void use(Duration processor) {
    if (CURRENT.isBound()) {
      CURRENT.get().leftNanos -= processor.toNanos();
    }
  }
}
