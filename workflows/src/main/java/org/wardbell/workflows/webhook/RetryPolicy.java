package org.wardbell.workflows.webhook;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A clinic's policy for retries: either a schedule (entry i is the wait in seconds before attempt
 * i, the first is 0, its length is the number of attempts), or exponential growth. An empty policy
 * means the schedule of Standard Webhooks: 10 attempts over 75.6 hours.
 *
 * @param scheduleSeconds 1-20 waits of 0-86,400 s, or null for exponential growth
 * @param attempts 1-20
 * @param initialSeconds wait before attempt 2, 1-86,400
 * @param factor growth per attempt, 1-10; 1 is a fixed wait
 * @param maxSeconds longest wait, 1-86,400
 * @param on {@value #ANY} tries again also after answers that are permanent by default (400, 422,
 *     …); null or {@value #TEMPORARY} does not
 */
public record RetryPolicy(
    @Nullable List<Integer> scheduleSeconds,
    @Nullable Integer attempts,
    @Nullable Integer initialSeconds,
    @Nullable Double factor,
    @Nullable Integer maxSeconds,
    @Nullable String on) {

  /** Tries again after any answer that is not a success. */
  public static final String ANY = "any";

  /** Tries again where that can help. The default. */
  public static final String TEMPORARY = "temporary";

  /** The default: Standard Webhooks' recommended schedule. */
  public static final RetryPolicy STANDARD =
      ofSchedule(List.of(0, 5, 300, 1_800, 7_200, 18_000, 36_000, 50_400, 72_000, 86_400));

  /** Returns a policy by schedule. */
  public static RetryPolicy ofSchedule(List<Integer> seconds) {
    return new RetryPolicy(List.copyOf(seconds), null, null, null, null, null);
  }

  /** Returns the same waits, for other answers. */
  public RetryPolicy triedOn(@Nullable String answers) {
    return new RetryPolicy(scheduleSeconds, attempts, initialSeconds, factor, maxSeconds, answers);
  }

  /** Returns whether an answer that is permanent by default is tried again. */
  public boolean triesAnyAnswer() {
    return ANY.equals(on);
  }
}
