package org.wardbell.activities.webhook.state;

import static org.wardbell.activities.database.generated.Tables.WEBHOOK_STATE;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jooq.Record;
import org.jspecify.annotations.Nullable;
import org.wardbell.workflows.delivery.AnswerRules;
import org.wardbell.workflows.delivery.NextStep;
import org.wardbell.workflows.webhook.Pace;
import org.wardbell.workflows.webhook.Rate;

/**
 * The state of a webhook beside its settings: whether it is paused, how its receiver does, and when
 * its workflow looks after parked deliveries. Decides only; {@link WebhookStateRows} reads and
 * writes.
 *
 * @param patience the clock by which its deliveries wait for it
 * @param cancelsThrough number of the last delivery that was open when it was disabled or deleted,
 *     until all of these have ended; otherwise 0
 * @param caution good and quick attempts still to come before it is trusted with the express lane
 * @param failures attempts that failed since the last success
 * @param failingSince when the first of these ended
 * @param lastSuccess as far as one was worth remembering: a healthy webhook's are only counted
 * @param blockedUntil until when its receiver asked to be left alone; may have passed
 * @param circuit whether it only gets probes
 * @param rateNextAt when its rate allows the next request, or null
 * @param wakesAt when its workflow looks after parked deliveries, or null if there are none
 * @param woken whether its workflow was signalled since it last began to look
 * @param lines how far the look for deliveries that stand in no line has got
 */
public record WebhookState(
    UUID webhookId,
    boolean paused,
    PatienceClock patience,
    long cancelsThrough,
    int caution,
    int failures,
    @Nullable Instant failingSince,
    @Nullable Instant lastSuccess,
    @Nullable Instant blockedUntil,
    Circuit circuit,
    @Nullable Instant rateNextAt,
    @Nullable Instant wakesAt,
    boolean woken,
    LineLook lines) {

  /** A paused webhook is looked at this often in case a wake-up was lost. */
  public static final Duration LONGEST_WAIT = Duration.ofHours(1);

  /** After a failure or a slow answer, this many good ones: one in twenty is its p95. */
  private static final int CAUTION = 20;

  /** A receiver may ask for a pause of the whole webhook, but not for longer than this. */
  private static final Duration LONGEST_PAUSE = Duration.ofHours(24);

  /** A pause of no length would be no answer to a limit. */
  private static final Duration SHORTEST_PAUSE = Duration.ofSeconds(1);

  /** The windows of most limits are not longer; one that is says so again after it. */
  private static final Duration LONGEST_GUESS = Duration.ofSeconds(60);

  /** Longer than the pauses between two probes of a receiver that takes something now and then. */
  private static final Duration LASTING_TROUBLE = Duration.ofHours(1);

  /** Long enough for a holiday weekend; the people in charge have been told several times. */
  private static final Duration HOPELESS_AFTER = Duration.ofDays(5);

  /** Two failures in a quiet week prove nothing. */
  private static final int HOPELESS_FAILURES = 10;

  /** Returns the state of a webhook that nothing was sent to yet. */
  public static WebhookState unused(UUID webhookId) {
    return new WebhookState(
        webhookId,
        false,
        PatienceClock.PUNCTUAL,
        0,
        0,
        0,
        null,
        null,
        null,
        Circuit.CLOSED,
        null,
        null,
        false,
        LineLook.NONE);
  }

  /** Reads a row that has all columns of {@code webhook_state}. */
  public static WebhookState of(Record row) {
    return new WebhookState(
        row.get(WEBHOOK_STATE.WEBHOOK_ID),
        row.get(WEBHOOK_STATE.PAUSED),
        PatienceClock.of(row),
        row.get(WEBHOOK_STATE.CANCELS_THROUGH),
        row.get(WEBHOOK_STATE.CAUTION),
        row.get(WEBHOOK_STATE.CONSECUTIVE_FAILURES),
        row.get(WEBHOOK_STATE.FAILING_SINCE),
        row.get(WEBHOOK_STATE.LAST_SUCCESS_AT),
        row.get(WEBHOOK_STATE.BLOCKED_UNTIL),
        Circuit.of(row),
        row.get(WEBHOOK_STATE.RATE_NEXT_AT),
        row.get(WEBHOOK_STATE.WAKES_AT),
        row.get(WEBHOOK_STATE.WOKEN),
        LineLook.of(row));
  }

  /** Returns whether deliveries that were open when it was disabled still have to be cancelled. */
  public boolean cancels() {
    return cancelsThrough > 0;
  }

  /** Returns whether there are failures or slow answers that a success would help to forget. */
  public boolean troubled() {
    return caution > 0 || failures > 0;
  }

  /** Returns why nothing may be sent now, or null. */
  public @Nullable ParkedReason obstacle(Instant now) {
    if (paused) {
      return ParkedReason.PAUSED;
    }
    if (isBlocked(now)) {
      return ParkedReason.LIMITED;
    }
    return circuit.open() ? ParkedReason.CIRCUIT : null;
  }

  /**
   * Returns whether what waits for the webhook may end by its time: only for a receiver in trouble
   * that took nothing for a while. A queue behind a healthy one that is slow, keeps a rate or says
   * for a moment that it is enough goes out however old it is.
   */
  public boolean endsWhatWaits(Instant now) {
    return !paused
        && obstacle(now) != null
        && failingSince != null
        && !failingSince.plus(LASTING_TROUBLE).isAfter(now);
  }

  /** Returns whether the one attempt that an open circuit lets through may go now. */
  public boolean mayProbe(Instant now) {
    return !paused && !isBlocked(now) && circuit.probesAt(now);
  }

  /** Returns when deliveries that are parked now may go, as far as that is known. */
  public Instant mayGoAt(Instant now) {
    Instant first = isBlocked(now) && blockedUntil != null ? blockedUntil : now;
    Instant probe = circuit.open() ? circuit.probeAt() : null;
    return probe != null && probe.isAfter(first) ? probe : first;
  }

  private boolean isBlocked(Instant now) {
    return blockedUntil != null && blockedUntil.isAfter(now);
  }

  /** Returns how far the webhook has used its rate, or null if it keeps none. */
  public @Nullable Pace pace(@Nullable Rate rate) {
    return rate == null ? null : new Pace(rate, rateNextAt);
  }

  /** Returns the state after one more attempt. */
  public WebhookState after(Observation seen, ProbeTimes times, Instant now) {
    boolean delivered = seen.delivered();
    return new WebhookState(
        webhookId,
        paused,
        patience,
        cancelsThrough,
        delivered && !seen.slow() ? Math.max(0, caution - 1) : CAUTION,
        delivered ? 0 : failures + 1,
        delivered ? null : failingSince == null ? now : failingSince,
        delivered ? now : lastSuccess,
        later(blockedUntil, pauseEnd(seen, now)),
        circuit.after(seen, times, now),
        rateNextAt,
        wakesAt,
        woken,
        lines);
  }

  /** Returns the state with another wake time. */
  public WebhookState wakingAt(@Nullable Instant time) {
    return new WebhookState(
        webhookId,
        paused,
        patience,
        cancelsThrough,
        caution,
        failures,
        failingSince,
        lastSuccess,
        blockedUntil,
        circuit,
        rateNextAt,
        time,
        woken,
        lines);
  }

  /**
   * Returns whether this failure is worth telling: the first after a success, and each doubling.
   */
  public boolean isNews() {
    return Integer.bitCount(failures) == 1;
  }

  /** Returns whether nobody seems to look after the receiver any more. */
  public boolean isHopeless(Instant now) {
    return failures >= HOPELESS_FAILURES
        && failingSince != null
        && !failingSince.plus(HOPELESS_AFTER).isAfter(now);
  }

  /** A limit is about the receiver and not about one delivery. */
  private static @Nullable Instant pauseEnd(Observation seen, Instant now) {
    Duration asked = seen.retryAfter();
    if (!AnswerRules.limits(seen.httpStatus(), seen.code(), asked != null)) {
      return null;
    }
    return now.plus(
        asked == null ? within(ownWait(seen.next()), LONGEST_GUESS) : within(asked, LONGEST_PAUSE));
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
