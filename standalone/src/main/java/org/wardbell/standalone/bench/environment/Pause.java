package org.wardbell.standalone.bench.environment;

import java.time.Duration;

/** A wait between two looks, or until what is written late is written. */
public final class Pause {
  private Pause() {}

  /** Waits that long; an interrupted benchmark ends. */
  public static void of(Duration duration) {
    try {
      Thread.sleep(duration);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new BenchmarkException("Interrupted.", e);
    }
  }
}
