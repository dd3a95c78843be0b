package org.wardbell.standalone.storm.fault;

import java.time.Duration;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/** The faults of one target, one after the other: always the same for the same seed. */
final class FaultScript {
  /** Long enough for a process to notice. */
  private static final Duration SHORTEST_FAULT = Duration.ofMillis(100);

  private final FaultMix mix;
  private final RandomGenerator random;
  private int number;

  FaultScript(long seed, String target, FaultMix mix) {
    this.mix = mix;
    this.random = new SplittableRandom(seed * 31 + target.hashCode());
  }

  Fault next() {
    number++;
    Duration after = between(mix.shortest(), mix.longest());
    FaultKind kind = kind();
    return new Fault(number, kind, after, between(SHORTEST_FAULT, mix.longestFault()));
  }

  private Duration between(Duration least, Duration most) {
    return Duration.ofMillis(random.nextLong(least.toMillis(), most.toMillis() + 1));
  }

  private FaultKind kind() {
    int left = random.nextInt(mix.weights().values().stream().mapToInt(weight -> weight).sum());
    for (Map.Entry<FaultKind, Integer> each : mix.weights().entrySet()) {
      left -= each.getValue();
      if (left < 0) {
        return each.getKey();
      }
    }
    throw new IllegalStateException("weights do not add up");
  }
}
