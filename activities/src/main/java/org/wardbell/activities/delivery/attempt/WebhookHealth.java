package org.wardbell.activities.delivery.attempt;

import static org.wardbell.activities.database.generated.Tables.WEBHOOK_STATE;

import java.time.Duration;
import java.time.Instant;
import org.jooq.Record;
import org.jspecify.annotations.Nullable;
import org.wardbell.activities.delivery.state.AttemptResult;
import org.wardbell.activities.delivery.state.Lane;
import org.wardbell.activities.http.AttemptReport;
import org.wardbell.activities.webhook.state.Circuit;
import org.wardbell.activities.webhook.state.ProbeTimes;
import org.wardbell.activities.webhook.state.WebhookState;
import org.wardbell.workflows.delivery.AnswerRules;
import org.wardbell.workflows.delivery.AttemptOutcome;
import org.wardbell.workflows.delivery.NextStep;

/**
 * What a webhook's state remembers of its attempts, and what it learns from one more. Decides only;
 * {@link WebhookStateUpdates} reads and writes.
 *
 * @param caution good and quick attempts still to come before it is trusted with the express lane
 * @param failures attempts that failed since the last success
 * @param failingSince when the first of these ended
 * @param blockedUntil until when its receiver asked to be left alone
 */
record WebhookHealth(
    int caution,
    int failures,
    @Nullable Instant failingSince,
    @Nullable Instant lastSuccess,
    @Nullable Instant blockedUntil,
    Circuit circuit) {

  /** A receiver may ask for a pause of the whole webhook, but not for longer than this. */
  private static final Duration LONGEST_PAUSE = Duration.ofHours(24);

  /** A pause of no length would be no answer to a limit. */
  private static final Duration SHORTEST_PAUSE = Duration.ofSeconds(1);

  /** The windows of most limits are not longer; one that is says so again after it. */
  private static final Duration LONGEST_GUESS = Duration.ofSeconds(60);

  /** Long enough for a holiday weekend; whoever looks after it has been told several times. */
  static final Duration HOPELESS_AFTER = Duration.ofDays(5);

  /** Two failures in a quiet week prove nothing. */
  static final int HOPELESS_FAILURES = 10;

  static WebhookHealth of(Record row) {
    return new WebhookHealth(
        row.get(WEBHOOK_STATE.CAUTION),
        row.get(WEBHOOK_STATE.CONSECUTIVE_FAILURES),
        row.get(WEBHOOK_STATE.FAILING_SINCE),
        row.get(WEBHOOK_STATE.LAST_SUCCESS_AT),
        row.get(WEBHOOK_STATE.BLOCKED_UNTIL),
        Circuit.of(row));
  }

  /** After one more attempt. */
  WebhookHealth after(AttemptResult result, ProbeTimes times, Instant now) {
    boolean delivered = delivered(result);
    boolean breaker = result.claim().webhook().settings().protection().circuitBreaker();
    return new WebhookHealth(
        delivered && !isSlow(result) ? Math.max(0, caution - 1) : WebhookState.CAUTION,
        delivered ? 0 : failures + 1,
        delivered ? null : failingSince == null ? now : failingSince,
        delivered ? now : lastSuccess,
        later(blockedUntil, pauseEnd(result, now)),
        circuit.after(result.report(), breaker, result.claim().lane() == Lane.DRAIN, times, now));
  }

  /** Whether this failure is worth telling: the first after a success, and each doubling. */
  boolean isNews() {
    return Integer.bitCount(failures) == 1;
  }

  /** Whether nobody seems to look after the receiver any more. */
  boolean isHopeless(Instant now) {
    return failures >= HOPELESS_FAILURES
        && failingSince != null
        && !failingSince.plus(HOPELESS_AFTER).isAfter(now);
  }

  static boolean delivered(AttemptResult result) {
    return result.report().outcome() == AttemptOutcome.DELIVERED;
  }

  static boolean isSlow(AttemptResult result) {
    return result.report().timings().totalMicros() > WebhookState.SLOW_MICROS;
  }

  /** A limit is about the receiver and not about one delivery. */
  private static @Nullable Instant pauseEnd(AttemptResult result, Instant now) {
    AttemptReport report = result.report();
    Duration asked = report.retryAfter();
    if (!AnswerRules.limits(report.httpStatus(), report.code(), asked != null)) {
      return null;
    }
    return now.plus(
        asked == null
            ? within(ownWait(result.next()), LONGEST_GUESS)
            : within(asked, LONGEST_PAUSE));
  }

  private static Duration ownWait(NextStep next) {
    return switch (next) {
      case NextStep.Ended _ -> LONGEST_GUESS;
      case NextStep.TryAgain(Duration delay) -> delay;
    };
  }

  private static Duration within(Duration wait, Duration longest) {
    Duration bounded = wait.compareTo(longest) > 0 ? longest : wait;
    return bounded.compareTo(SHORTEST_PAUSE) < 0 ? SHORTEST_PAUSE : bounded;
  }

  private static @Nullable Instant later(@Nullable Instant one, @Nullable Instant other) {
    if (one == null || other == null) {
      return one == null ? other : one;
    }
    return one.isAfter(other) ? one : other;
  }
}
