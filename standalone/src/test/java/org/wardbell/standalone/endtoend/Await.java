package org.wardbell.standalone.endtoend;

import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * A wait that looks again and again until something has happened, or fails with the last state that
 * was seen.
 */
public final class Await {
  /** Generous, because a test machine is busy; nothing that works takes this long. */
  static final Duration PATIENCE = Duration.ofMinutes(5);

  private static final Duration PAUSE = Duration.ofMillis(100);

  private Await() {}

  /** Looks until what is seen is as it should be, and returns it. */
  public static <T> T until(String what, Supplier<T> look, Predicate<T> condition) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      T seen = look.get();
      if (condition.test(seen)) {
        return seen;
      }
      if (System.nanoTime() > deadline) {
        throw new AssertionError(
            what + " did not happen within " + PATIENCE + "; last seen: " + seen);
      }
      pause(PAUSE);
    }
  }

  /** Looks until something is so. */
  public static void until(String what, BooleanSupplier isSo) {
    boolean _ = until(what, isSo::getAsBoolean, so -> so);
  }

  static void pause(Duration duration) {
    try {
      Thread.sleep(duration);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
