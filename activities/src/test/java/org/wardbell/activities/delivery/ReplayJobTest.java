package org.wardbell.activities.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wardbell.activities.database.generated.Tables.DELIVERY;
import static org.wardbell.activities.database.generated.Tables.EVENT;
import static org.wardbell.activities.database.generated.Tables.REPLAY;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.wardbell.activities.database.generated.tables.records.DeliveryRecord;
import org.wardbell.activities.delivery.replay.DeliveryRepeats;
import org.wardbell.activities.delivery.replay.ReplayJobSteps;
import org.wardbell.activities.delivery.state.ClaimedAttempt;
import org.wardbell.activities.temporal.OverdueJobs;
import org.wardbell.activities.webhook.KeptWebhook;
import org.wardbell.simulator.receiver.Behaviour;
import org.wardbell.workflows.delivery.ReplaySelection;
import org.wardbell.workflows.delivery.ReplayStatus;
import org.wardbell.workflows.event.EventBatch;

/** Jobs that deliver old events again: each once, after live traffic, whatever dies in between. */
final class ReplayJobTest extends ReplayTest {
  @Test
  void step_runTwiceAtTheSameTime_makesEachDeliveryOnce() throws Exception {
    KeptWebhook webhook = harness.kept(WebhookBuilder.at("/hook/twice"));
    harness.engine.dispatch().dispatch(harness.accept(30));
    UUID job = begin(webhook, ReplaySelection.ALL, null);
    List<Future<?>> steps = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
      for (int i = 0; i < 8; i++) {
        steps.add(threads.submit(() -> harness.replaySteps().step(job)));
      }
    }
    for (Future<?> step : steps) {
      step.get();
    }
    assertThat(repeats(job)).hasSize(30);
    assertThat(repeats(job)).extracting(DeliveryRecord::getEventId).doesNotHaveDuplicates();
    assertThat(replay(job).created()).isEqualTo(30);
    finish(webhook, job);
  }

  @Test
  void open_isNeverMoreThanTheMost_andTheNextSliceFollowsWhenTheyEnd() {
    KeptWebhook webhook = harness.kept(WebhookBuilder.at("/hook/many"));
    for (int i = 0; i < 3; i++) {
      harness.engine.dispatch().dispatch(harness.accept(100));
    }
    harness.engine.drain().drain(webhook.id().toString());
    harness.dsl().deleteFrom(DELIVERY).execute();

    UUID job = begin(webhook, ReplaySelection.ALL, null);
    harness.advance(job);
    assertThat(replay(job).open()).isEqualTo(ReplayJobSteps.MAXIMUM_OPEN);
    assertThat(replay(job).created()).isEqualTo(ReplayJobSteps.MAXIMUM_OPEN);

    finish(webhook, job);
    assertThat(replay(job).delivered()).isEqualTo(300);
  }

  @Test
  void replays_goAfterLiveTrafficAndResends() {
    KeptWebhook webhook = harness.kept(WebhookBuilder.at("/hook/order"));
    deliverOneByOne(1);
    UUID original = harness.delivery().getId();
    UUID job = begin(webhook, ReplaySelection.ALL, null);
    harness.advance(job);
    harness
        .dsl()
        .transaction(transaction -> new DeliveryRepeats().resend(transaction.dsl(), original));
    harness.pause(webhook.id());
    harness.engine.dispatch().dispatch(harness.accept(1));
    harness.resume(webhook.id());

    List<String> triggers =
        harness.claimDrainAndDie(webhook.id(), 3).stream()
            .map(claim -> harness.dsl().fetchSingle(DELIVERY, DELIVERY.ID.eq(claim.deliveryId())))
            .map(DeliveryRecord::getTrigger)
            .toList();

    assertThat(triggers).containsExactly("live", "resend", "replay");
  }

  @Test
  void news_ofAWebhook_isNotReplayedToItself() {
    harness.receiver.behave("/hook/ill", Behaviour.statuses(503));
    KeptWebhook ill = harness.kept(WebhookBuilder.at("/hook/ill").withEvents("*"));
    harness.engine.dispatch().dispatch(harness.accept(1));
    UUID news =
        harness
            .dsl()
            .select(EVENT.ID)
            .from(EVENT)
            .where(EVENT.TYPE.eq("webhook.failing"))
            .fetchSingle(EVENT.ID);
    harness.engine.dispatch().dispatch(new EventBatch(List.of(news.toString())));

    UUID job = begin(ill, ReplaySelection.ALL, null);
    harness.advance(job);

    assertThat(repeats(job)).extracting(DeliveryRecord::getEventId).doesNotContain(news);
    cancel(job);
  }

  @Test
  void pace_spreadsDeliveriesOverTheMinute() {
    KeptWebhook webhook = harness.kept(WebhookBuilder.at("/hook/pace"));
    harness.engine.dispatch().dispatch(harness.accept(60));
    harness.engine.drain().drain(webhook.id().toString());

    UUID job = begin(webhook, ReplaySelection.ALL, 60);
    long wait = harness.advance(job).waitMillis();

    List<DeliveryRecord> made = repeats(job);
    assertThat(made).hasSizeBetween(30, 33);
    for (int i = 1; i < made.size(); i++) {
      assertThat(
              Duration.between(made.get(i - 1).getNextAttemptAt(), made.get(i).getNextAttemptAt()))
          .isBetween(Duration.ofMillis(990), Duration.ofMillis(1_010));
    }
    assertThat(wait).isBetween(0L, 60_000L);
    assertThat(replay(job).status()).isEqualTo(ReplayStatus.RUNNING);
    cancel(job);
  }

  @Test
  void pausedJob_makesNothingMore_andResumeGoesOnWhereItStood() {
    KeptWebhook webhook = harness.kept(WebhookBuilder.at("/hook/pause"));
    deliverOneByOne(3);
    UUID job = begin(webhook, ReplaySelection.ALL, null);
    assertThat(change(transaction -> store.pause(transaction, job))).isTrue();

    assertThat(harness.advance(job).over()).isTrue();
    assertThat(repeats(job)).isEmpty();

    assertThat(change(transaction -> store.resume(transaction, job))).isTrue();
    finish(webhook, job);
    assertThat(repeats(job)).hasSize(3);
  }

  @Test
  void cancel_endsWhatIsOpen_keepsTheOutcomeUnderWay_andNoLateStepAddsToIt() {
    KeptWebhook webhook = harness.kept(WebhookBuilder.at("/hook/cancel"));
    deliverOneByOne(3);
    UUID job = begin(webhook, ReplaySelection.ALL, null);
    harness.advance(job);
    ClaimedAttempt underWay = harness.claimDrainAndDie(webhook.id(), 1).getFirst();

    assertThat(cancel(job)).isTrue();
    assertThat(cancel(job)).isFalse();
    harness.replaySteps().step(job);

    assertThat(repeats(job))
        .extracting(DeliveryRecord::getStatus)
        .containsExactlyInAnyOrder("SENDING", "CANCELLED", "CANCELLED");
    assertThat(
            harness
                .dsl()
                .fetchSingle(DELIVERY, DELIVERY.ID.eq(underWay.deliveryId()))
                .getCancelRequested())
        .isTrue();
    assertThat(replay(job).status()).isEqualTo(ReplayStatus.CANCELLED);
    assertThat(harness.receiver.requests("/hook/cancel")).hasSize(3);
  }

  @Test
  void webhook_disabledMeanwhile_pausesTheJobAndSaysWhy() {
    KeptWebhook webhook = harness.kept(WebhookBuilder.at("/hook/disabled"));
    deliverOneByOne(1);
    UUID job = begin(webhook, ReplaySelection.ALL, null);
    harness.disableOnly(webhook.id());

    assertThat(harness.advance(job).over()).isTrue();

    assertThat(replay(job).status()).isEqualTo(ReplayStatus.PAUSED);
    assertThat(replay(job).reason()).isEqualTo("webhook_disabled");
  }

  @Test
  void webhook_deletedMeanwhile_endsTheJob() {
    KeptWebhook webhook = harness.kept(WebhookBuilder.at("/hook/deleted"));
    deliverOneByOne(1);
    UUID job = begin(webhook, ReplaySelection.ALL, null);
    harness
        .dsl()
        .transaction(
            transaction -> harness.webhooks.delete(transaction.dsl(), webhook.id(), Instant.now()));

    assertThat(harness.advance(job).over()).isTrue();

    assertThat(replay(job).status()).isEqualTo(ReplayStatus.CANCELLED);
    assertThat(replay(job).finishedAt()).isNotNull();
  }

  @Test
  void secondJob_ofAWebhookWhoseFirstHasNotEnded_isRefused() {
    KeptWebhook webhook = harness.kept(WebhookBuilder.at("/hook/second"));
    UUID first = begin(webhook, ReplaySelection.ALL, null);

    assertThat(insert(webhook, wanted(ReplaySelection.ALL, null))).isEmpty();
    cancel(first);
    assertThat(insert(webhook, wanted(ReplaySelection.ALL, null))).isPresent();
  }

  @Test
  void job_thatNobodyAdvances_isFoundByTheRelayOnce() {
    KeptWebhook webhook = harness.kept(WebhookBuilder.at("/hook/forgotten"));
    UUID job = begin(webhook, ReplaySelection.ALL, null);
    harness.dsl().update(REPLAY).set(REPLAY.WAKES_AT, Instant.now().minusSeconds(100)).execute();
    List<UUID> started = new ArrayList<>();
    OverdueJobs relay =
        new OverdueJobs(
            harness.dsl(), REPLAY.ID, REPLAY.WAKES_AT, Duration.ofSeconds(60), started::add);

    relay.run();
    assertThat(started).containsExactly(job);
    relay.run();
    assertThat(started).containsExactly(job);
    finish(webhook, job);
    assertThat(harness.dsl().fetchSingle(REPLAY, REPLAY.ID.eq(job)).getWakesAt()).isNull();
  }
}
