package org.wardbell.standalone.bench.history;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * The course of a delivery: its attempts before the last one fail.
 *
 * @param outcome of the last attempt
 */
record Course(String status, int attempts, String outcome, String code) {
  static final String FAILED = "FAILED";
  static final String FAILED_CODE = "http_503";

  /** Between two attempts; shorter than in life, so that numbers follow the times. */
  static final Duration WAIT = Duration.ofSeconds(20);

  private static final Course DELIVERED = new Course("DELIVERED", 1, "DELIVERED", "http_200");

  /** Returns a course in which one delivery in twenty is given up at once. */
  static Course simple(RandomGenerator random) {
    return random.nextDouble() < 0.05 ? new Course("EXHAUSTED", 1, FAILED, FAILED_CODE) : DELIVERED;
  }

  /** Returns a course as they happen. */
  static Course any(RandomGenerator random) {
    double which = random.nextDouble();
    if (which < 0.93) {
      return DELIVERED;
    }
    if (which < 0.965) {
      return new Course("DELIVERED", 2, "DELIVERED", "http_200");
    }
    if (which < 0.985) {
      return new Course("EXHAUSTED", 3, FAILED, FAILED_CODE);
    }
    return which < 0.998
        ? new Course("REFUSED", 1, "REFUSED", "http_400")
        : new Course("GONE", 1, "GONE", "http_410");
  }
}
