package org.wardbell.standalone.demo;

import java.time.Duration;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** A wait that looks again and again until something has happened. */
final class Waiting {
  /** Everything here takes seconds; a machine that is busy with other things gets the rest. */
  static final Duration PATIENCE = Duration.ofSeconds(45);

  private static final Duration PAUSE = Duration.ofMillis(100);

  private Waiting() {}

  /**
   * Looks until the condition holds.
   *
   * @param step the step in words, for the person
   * @param expected the condition in words, for the case that it never holds
   * @throws StepFailed when patience ends, with the last state that was seen
   */
  static <T> T until(String step, String expected, Supplier<T> look, Predicate<T> condition) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      T seen = look.get();
      if (condition.test(seen)) {
        return seen;
      }
      if (System.nanoTime() > deadline) {
        throw new StepFailed(
            step, expected, "after " + PATIENCE.toSeconds() + " s there was " + seen);
      }
      pause(step);
    }
  }

  private static void pause(String step) {
    try {
      Thread.sleep(PAUSE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StepFailed(step, "time to wait", "the demo was interrupted");
    }
  }
}
