package org.wardbell.standalone.bench.environment;

import java.time.Duration;

/** When the whole benchmark has to be over, by the monotonic clock. */
public record Deadline(long nanoTime) {
  public static Deadline in(Duration duration) {
    return new Deadline(System.nanoTime() + duration.toNanos());
  }

  public boolean isOver() {
    return System.nanoTime() - nanoTime >= 0;
  }
}
