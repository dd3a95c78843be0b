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
 * @param mergeWithin changes of a calendar within this time make one push, at its end; zero never
 *     merges
 * @param afterStop pushes go on for this time after a channel was stopped (reported by users:
 *     googleapis/google-api-nodejs-client#1402)
 * @param withoutExpiration share without the header X-Goog-Channel-Expiration, which the guide
 *     "Push" calls optional
 * @param withoutToken share without the header X-Goog-Channel-Token, which is optional too
 */
public record PushFaults(
    long seed,
    double drop,
    double duplicate,
    double reorder,
    Duration longestDelay,
    boolean syncBeforeAnswer,
    Duration mergeWithin,
    Duration afterStop,
    double withoutExpiration,
    double withoutToken) {

  /** Every push arrives once, in order, at once, with every header. */
  public static final PushFaults NONE = new PushFaults(1, 0, 0, 0, Duration.ZERO, false);

  /** Creates faults that neither merge nor outlive a channel, and leave the headers alone. */
  public PushFaults(
      long seed,
      double drop,
      double duplicate,
      double reorder,
      Duration longestDelay,
      boolean syncBeforeAnswer) {
    this(
        seed,
        drop,
        duplicate,
        reorder,
        longestDelay,
        syncBeforeAnswer,
        Duration.ZERO,
        Duration.ZERO,
        0,
        0);
  }

  /** Returns the same, with the {@code sync} message before watch's answer. */
  public PushFaults withSyncBeforeAnswer() {
    return new PushFaults(
        seed,
        drop,
        duplicate,
        reorder,
        longestDelay,
        true,
        mergeWithin,
        afterStop,
        withoutExpiration,
        withoutToken);
  }

  /** Returns the same, with the changes of this time in one push. */
  public PushFaults mergedWithin(Duration time) {
    return new PushFaults(
        seed,
        drop,
        duplicate,
        reorder,
        longestDelay,
        syncBeforeAnswer,
        time,
        afterStop,
        withoutExpiration,
        withoutToken);
  }

  /** Returns the same, with pushes that go on after stop. */
  public PushFaults goingOnAfterStop(Duration time) {
    return new PushFaults(
        seed,
        drop,
        duplicate,
        reorder,
        longestDelay,
        syncBeforeAnswer,
        mergeWithin,
        time,
        withoutExpiration,
        withoutToken);
  }

  /** Returns the same, with shares that lack one of the optional headers. */
  public PushFaults lackingHeaders(double expirationShare, double tokenShare) {
    return new PushFaults(
        seed,
        drop,
        duplicate,
        reorder,
        longestDelay,
        syncBeforeAnswer,
        mergeWithin,
        afterStop,
        expirationShare,
        tokenShare);
  }
}
