package org.wardbell.activities.delivery;

import static org.jooq.impl.DSL.coalesce;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.val;
import static org.wardbell.activities.database.generated.Tables.WEBHOOK;
import static org.wardbell.activities.database.generated.Tables.WEBHOOK_STATE;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.wardbell.activities.event.NewEvent;
import org.wardbell.activities.webhook.KeptWebhook;
import org.wardbell.workflows.delivery.AnswerRules;
import org.wardbell.workflows.delivery.AttemptOutcome;
import org.wardbell.workflows.delivery.NextStep;

/**
 * What a webhook's state learns from outcomes: whether to trust it with the express lane, whether
 * it asked for a pause, whether it is gone. A healthy webhook's success writes nothing.
 */
final class WebhookLessons {
  /** A receiver may ask for a pause of the whole webhook, but not for longer than this. */
  private static final Duration LONGEST_PAUSE = Duration.ofHours(24);

  /** A pause of no length would be no answer to a limit. */
  private static final Duration SHORTEST_PAUSE = Duration.ofSeconds(1);

  /** The windows of most limits are not longer; one that is says so again after it. */
  private static final Duration LONGEST_GUESS = Duration.ofSeconds(60);

  private final OpenDeliveries openDeliveries;

  WebhookLessons(OpenDeliveries openDeliveries) {
    this.openDeliveries = openDeliveries;
  }

  /** Updates the states, in order of id as all locks of states are taken, and says what is news. */
  List<NewEvent> learn(DSLContext transaction, List<AttemptResult> results, Instant now) {
    Map<UUID, List<AttemptResult>> byWebhook =
        results.stream()
            .filter(WebhookLessons::teaches)
            .collect(
                Collectors.groupingBy(
                    result -> result.claim().webhook().id(), TreeMap::new, Collectors.toList()));
    List<NewEvent> news = new ArrayList<>();
    byWebhook.forEach((id, group) -> learn(transaction, id, group, now, news));
    return news;
  }

  private static boolean teaches(AttemptResult result) {
    return result.claim().troubled()
        || isSlow(result)
        || result.report().outcome() != AttemptOutcome.DELIVERED;
  }

  private static boolean isSlow(AttemptResult result) {
    return result.report().timings().totalMicros() > WebhookCondition.SLOW_MICROS;
  }

  private void learn(
      DSLContext transaction,
      UUID id,
      List<AttemptResult> group,
      Instant now,
      List<NewEvent> news) {
    WebhookCondition before = Matching.lockCondition(transaction, id);
    int failures = before.failures();
    int caution = before.caution();
    Instant blockedUntil = before.blockedUntil();
    for (AttemptResult result : group) {
      boolean delivered = result.report().outcome() == AttemptOutcome.DELIVERED;
      failures = delivered ? 0 : failures + 1;
      caution = delivered && !isSlow(result) ? Math.max(0, caution - 1) : WebhookCondition.CAUTION;
      blockedUntil = later(blockedUntil, pauseEnd(result, now));
      if (!delivered && Integer.bitCount(failures) == 1) {
        news.add(failing(result, failures));
      }
    }
    update(transaction, before, caution, failures, blockedUntil, now);
    group.stream()
        .filter(result -> result.report().outcome() == AttemptOutcome.GONE)
        .findFirst()
        .ifPresent(gone -> disable(transaction, gone, now, news));
  }

  private static void update(
      DSLContext transaction,
      WebhookCondition before,
      int caution,
      int failures,
      @Nullable Instant blockedUntil,
      Instant now) {
    var none = inline(null, WEBHOOK_STATE.FAILING_SINCE);
    transaction
        .update(WEBHOOK_STATE)
        .set(WEBHOOK_STATE.CAUTION, caution)
        .set(WEBHOOK_STATE.CONSECUTIVE_FAILURES, failures)
        .set(WEBHOOK_STATE.BLOCKED_UNTIL, blockedUntil)
        .set(
            WEBHOOK_STATE.FAILING_SINCE,
            failures == 0
                ? none
                : coalesce(WEBHOOK_STATE.FAILING_SINCE, val(now, WEBHOOK_STATE.FAILING_SINCE)))
        .set(
            WEBHOOK_STATE.LAST_SUCCESS_AT,
            failures == 0 ? val(now, WEBHOOK_STATE.LAST_SUCCESS_AT) : WEBHOOK_STATE.LAST_SUCCESS_AT)
        .where(WEBHOOK_STATE.WEBHOOK_ID.eq(before.webhookId()))
        .execute();
  }

  private static NewEvent failing(AttemptResult result, int failures) {
    ClaimedAttempt claim = result.claim();
    return OperationalEvents.failing(
        claim.event().clinic().id(), claim.webhook(), failures, result.report().code());
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

  private void disable(
      DSLContext transaction, AttemptResult gone, Instant now, List<NewEvent> news) {
    KeptWebhook webhook = gone.claim().webhook();
    if (webhook.settings().url().contains("{{")) {
      return; // One record's address is gone, not the receiver.
    }
    int disabled =
        transaction
            .update(WEBHOOK)
            .set(WEBHOOK.ENABLED, false)
            .set(WEBHOOK.DISABLED_REASON, "gone_410")
            .set(WEBHOOK.UPDATED_AT, now)
            .where(WEBHOOK.ID.eq(webhook.id()))
            .and(WEBHOOK.ENABLED.isTrue())
            .execute();
    if (disabled == 1) {
      openDeliveries.cancelAll(transaction, webhook.id());
      news.add(
          OperationalEvents.disabled(
              gone.claim().event().clinic().id(), webhook, "the receiver answered 410 Gone"));
    }
  }
}
