package org.wardbell.simulator.google.push;

import java.time.Duration;

/**
 * The faults of pushes on their way; every share is between 0 and 1 and drawn with the seed, so
 * that a failed run can be repeated.
 *
 * @param drop share that is never posted (Google says that a small share is lost)
 * @param duplicate share that is posted twice
 * @param reorder share that is held back so that later ones overtake it
 * @param longestDelay each push waits a drawn time up to this
 * @param syncBeforeAnswer true posts the {@code sync} message before watch itself is answered
 */
public record PushFaults(
    long seed,
    double drop,
    double duplicate,
    double reorder,
    Duration longestDelay,
    boolean syncBeforeAnswer) {

  /** Every push arrives once, in order, at once. */
  public static final PushFaults NONE = new PushFaults(1, 0, 0, 0, Duration.ZERO, false);

  /** Returns the same, with the {@code sync} message before watch's answer. */
  public PushFaults withSyncBeforeAnswer() {
    return new PushFaults(seed, drop, duplicate, reorder, longestDelay, true);
  }
}
