package org.wardbell.standalone.bench.environment;

import java.time.Duration;

/** The end of the whole benchmark, by the monotonic clock. */
public record Deadline(long nanoTime) {
  public static Deadline in(Duration duration) {
    return new Deadline(System.nanoTime() + duration.toNanos());
  }

  /** Returns what is left, zero or less when it is over. */
  public Duration left() {
    return Duration.ofNanos(nanoTime - System.nanoTime());
  }

  public boolean isOver() {
    return System.nanoTime() - nanoTime >= 0;
  }
}
