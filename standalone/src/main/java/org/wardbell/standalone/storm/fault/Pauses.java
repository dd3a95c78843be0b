package org.wardbell.standalone.storm.fault;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Pauses of the threads of a storm. */
public final class Pauses {
  /** Short beside every fault, so that the end of a storm waits for none. */
  private static final Duration LOOK_EVERY = Duration.ofMillis(100);

  private Pauses() {}

  /** Waits. */
  public static void of(Duration time) {
    try {
      Thread.sleep(time);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  /** Waits as long as it is wanted, and so long at most. */
  public static void atMost(Duration time, BooleanSupplier wanted) {
    long end = System.nanoTime() + time.toNanos();
    for (long left = time.toNanos(); left > 0 && wanted.getAsBoolean(); ) {
      of(Duration.ofNanos(Math.min(left, LOOK_EVERY.toNanos())));
      left = end - System.nanoTime();
    }
  }
}
