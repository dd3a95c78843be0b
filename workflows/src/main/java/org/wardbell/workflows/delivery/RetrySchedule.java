package org.wardbell.workflows.delivery;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.wardbell.workflows.webhook.RetryPolicy;

/**
 * The number of a delivery's attempts, and the waits before each. Waits carry a jitter of ±20 %, so
 * that deliveries that failed together do not come back together. The jitter is derived from the
 * delivery and the attempt, so that a due time computed again is the same.
 */
public final class RetrySchedule {
  /** Attempts, where a policy grows exponentially and does not say: as many as the standard has. */
  public static final int DEFAULT_ATTEMPTS = 10;

  /** Seconds before attempt 2, where a policy does not say: a restart of the receiver is over. */
  public static final int DEFAULT_INITIAL_SECONDS = 5;

  /** Growth per attempt, where a policy does not say. */
  public static final double DEFAULT_FACTOR = 2;

  /** Longest wait we accept from a policy or a receiver, in seconds: a day. */
  public static final int MAXIMUM_WAIT_SECONDS = 86_400;

  /** The share of a wait by which it may be shorter or longer. */
  private static final double JITTER = 0.2;

  /** 2^-53: turns the upper 53 bits of a long into a double in [0, 1). */
  private static final double UNIT = 0x1.0p-53;

  private final List<Duration> waits;

  private RetrySchedule(List<Duration> waits) {
    this.waits = List.copyOf(waits);
  }

  /**
   * Returns the schedule that a policy means; one that says nothing means {@link
   * RetryPolicy#STANDARD}.
   */
  public static RetrySchedule of(RetryPolicy policy) {
    List<Integer> schedule = policy.scheduleSeconds();
    if (schedule != null) {
      return new RetrySchedule(schedule.stream().map(Duration::ofSeconds).toList());
    }
    boolean silent =
        policy.attempts() == null
            && policy.initialSeconds() == null
            && policy.factor() == null
            && policy.maxSeconds() == null;
    return silent ? of(RetryPolicy.STANDARD) : new RetrySchedule(exponential(policy));
  }

  private static List<Duration> exponential(RetryPolicy policy) {
    int attempts = orElse(policy.attempts(), DEFAULT_ATTEMPTS);
    double seconds = orElse(policy.initialSeconds(), DEFAULT_INITIAL_SECONDS);
    double factor = policy.factor() == null ? DEFAULT_FACTOR : policy.factor();
    int longest = orElse(policy.maxSeconds(), MAXIMUM_WAIT_SECONDS);
    List<Duration> waits = new ArrayList<>();
    waits.add(Duration.ZERO);
    for (int ordinal = 2; ordinal <= attempts; ordinal++) {
      waits.add(Duration.ofMillis(Math.round(Math.min(seconds, longest) * 1_000)));
      seconds = Math.min(seconds * factor, longest);
    }
    return waits;
  }

  private static int orElse(@Nullable Integer given, int otherwise) {
    return given == null ? otherwise : given;
  }

  /** Returns the number of attempts of a delivery, 1-20. */
  public int attempts() {
    return waits.size();
  }

  /** Returns the waits before each attempt, without jitter. */
  public List<Duration> waits() {
    return waits;
  }

  /**
   * Returns the wait before an attempt, jitter included, to the millisecond.
   *
   * @param ordinal the attempt, 1 to {@link #attempts}
   * @throws IndexOutOfBoundsException if there is no such attempt
   */
  public Duration delayBefore(int ordinal, UUID deliveryId) {
    double share = 1 + JITTER * (2 * fraction(deliveryId, ordinal) - 1);
    return Duration.ofMillis(Math.round(waits.get(ordinal - 1).toMillis() * share));
  }

  /**
   * Returns the same for a receiver that named a wait: never sooner than our own delay, and never
   * later than a day unless our own delay is longer.
   */
  public Duration delayBefore(int ordinal, UUID deliveryId, @Nullable Duration retryAfter) {
    Duration own = delayBefore(ordinal, deliveryId);
    return retryAfter == null ? own : bounded(own, retryAfter);
  }

  /** Returns a {@code Retry-After} within our bounds: between our own delay and a day. */
  public static Duration bounded(Duration own, Duration retryAfter) {
    Duration day = Duration.ofSeconds(MAXIMUM_WAIT_SECONDS);
    Duration asked = retryAfter.compareTo(day) > 0 ? day : retryAfter;
    return asked.compareTo(own) > 0 ? asked : own;
  }

  /**
   * Returns the time from the first attempt to the last, without jitter: the longest life of a
   * delivery.
   */
  public Duration span() {
    return waits.stream().reduce(Duration.ZERO, Duration::plus);
  }

  /**
   * Returns the time for which a delivery that cannot go waits for its webhook before it is given
   * up: its span, but never less than the longest pause that a receiver may ask for.
   */
  public Duration patience() {
    Duration span = span();
    Duration least = Duration.ofSeconds(MAXIMUM_WAIT_SECONDS);
    return span.compareTo(least) > 0 ? span : least;
  }

  /**
   * Returns a fraction in [0, 1) that looks random but is the same each time (SplitMix64's
   * finaliser).
   */
  private static double fraction(UUID deliveryId, int ordinal) {
    long mixed =
        deliveryId.getMostSignificantBits()
            ^ Long.rotateLeft(deliveryId.getLeastSignificantBits(), 32)
            ^ (ordinal * 0x9E3779B97F4A7C15L);
    mixed = (mixed ^ (mixed >>> 30)) * 0xBF58476D1CE4E5B9L;
    mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
    return ((mixed ^ (mixed >>> 31)) >>> 11) * UNIT;
  }
}
