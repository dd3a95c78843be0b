package org.wardbell.standalone.bench;

import java.time.Duration;

/** When the whole benchmark has to be over, by the monotonic clock. */
record Deadline(long nanoTime) {
  static Deadline in(Duration duration) {
    return new Deadline(System.nanoTime() + duration.toNanos());
  }

  boolean isOver() {
    return System.nanoTime() - nanoTime >= 0;
  }
}
