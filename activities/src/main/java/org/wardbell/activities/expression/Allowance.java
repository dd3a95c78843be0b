package org.wardbell.activities.expression;

import java.time.Duration;

/**
 * The time that all expressions together may keep a caller waiting. Once it is used up further
 * expressions fail at once, so that one clinic's expressions do not hold up the dispatch of
 * everybody.
 */
public final class Allowance {
  private static final ScopedValue<Allowance> CURRENT = ScopedValue.newInstance();

  private long leftNanos;

  private Allowance(Duration time) {
    this.leftNanos = time.toNanos();
  }

  /** Runs on this thread; expressions in it share the time. */
  public static void within(Duration time, Runnable work) {
    ScopedValue.where(CURRENT, new Allowance(time)).run(work);
  }

  /**
   * @throws ExpressionFailure if nothing is left
   */
  static void require() {
    if (CURRENT.isBound() && CURRENT.get().leftNanos <= 0) {
      throw new ExpressionFailure("the event's expressions took too long together");
    }
  }

  static void use(long nanos) {
    if (CURRENT.isBound()) {
      CURRENT.get().leftNanos -= nanos;
    }
  }
}
