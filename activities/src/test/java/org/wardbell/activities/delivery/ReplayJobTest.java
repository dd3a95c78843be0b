package org.wardbell.activities.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wardbell.activities.database.generated.Tables.DELIVERY;
import static org.wardbell.activities.database.generated.Tables.EVENT;
import static org.wardbell.activities.database.generated.Tables.REPLAY;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.wardbell.activities.database.generated.tables.records.DeliveryRecord;
import org.wardbell.activities.delivery.replay.DeliveryRepeats;
import org.wardbell.activities.delivery.replay.KeptReplay;
import org.wardbell.activities.delivery.replay.NewReplay;
import org.wardbell.activities.delivery.replay.ReplayRelay;
import org.wardbell.activities.delivery.replay.ReplayStep;
import org.wardbell.activities.delivery.replay.ReplaySteps;
import org.wardbell.activities.delivery.replay.ReplayStore;
import org.wardbell.activities.delivery.state.ClaimedAttempt;
import org.wardbell.activities.webhook.KeptWebhook;
import org.wardbell.simulator.receiver.Behaviour;
import org.wardbell.workflows.delivery.ReplaySelection;
import org.wardbell.workflows.delivery.ReplayStatus;
import org.wardbell.workflows.event.EventBatch;

/** Jobs that deliver old events again: each once, after live traffic, whatever dies in between. */
final class ReplayJobTest extends DeliveryTest {
  private final ReplayStore store = new ReplayStore();

  @Test
  void failed_repeatsWhatDidNotArriveAndNothingElse() {
    KeptWebhook webhook = harness.kept(WebhookBuilder.at("/hook/failed").withSchedule(0));
    harness.receiver.behave("/hook/failed", Behaviour.statuses(200, 500, 500, 200));
    deliverOneByOne(4);
    assertThat(harness.statuses())
        .containsExactly("DELIVERED", "EXHAUSTED", "EXHAUSTED", "DELIVERED");
    harness.receiver.behaveWell("/hook/failed");

    UUID job = begin(webhook, ReplaySelection.FAILED, null);
    assertThat(replay(job).estimate()).isEqualTo(2);
    finish(webhook, job);

    assertThat(repeats(job))
        .extracting(DeliveryRecord::getStatus)
        .containsOnly("DELIVERED")
        .hasSize(2);
    assertThat(repeats(job)).extracting(DeliveryRecord::getTrigger).containsOnly("replay");
    assertThat(repeats(job))
        .extracting(DeliveryRecord::getOriginalDeliveryId)
        .containsExactly(harness.deliveries().get(1).getId(), harness.deliveries().get(2).getId());
    assertThat(harness.attempts(repeats(job).getFirst().getId()).getFirst().getTrigger())
        .isEqualTo("replay");
    KeptReplay end = replay(job);
    assertThat(end.status()).isEqualTo(ReplayStatus.DONE);
    assertThat(end.created()).isEqualTo(2);
    assertThat(end.delivered()).isEqualTo(2);
    assertThat(end.failed() + end.open()).isZero();
    assertThat(end.finishedAt()).isNotNull();
  }

  @Test
  void notReceived_includesEventsFromBeforeTheWebhook_andLeavesWhatIsOnItsWay() {
    harness.engine.dispatch().dispatch(harness.accept(2));
    KeptWebhook webhook = harness.kept(WebhookBuilder.at("/hook/late"));
    harness.receiver.behave("/hook/late", Behaviour.statuses(200, 503));
    deliverOneByOne(2);
    assertThat(harness.statuses()).containsExactly("DELIVERED", "PENDING");
    harness.receiver.behaveWell("/hook/late");

    UUID job = begin(webhook, ReplaySelection.NOT_RECEIVED, null);
    assertThat(replay(job).estimate()).isEqualTo(2);
    finish(webhook, job);

    assertThat(repeats(job)).hasSize(2);
    assertThat(repeats(job)).extracting(DeliveryRecord::getRepetition).containsOnly(1);
    assertThat(repeats(job)).extracting(DeliveryRecord::getOriginalDeliveryId).containsOnlyNulls();
  }

  @Test
  void all_repeatsEachEventThatTheWebhookAsksForOnce() {
    KeptWebhook webhook = harness.kept(WebhookBuilder.at("/hook/all"));
    deliverOneByOne(3);
    harness.dsl().update(EVENT).set(EVENT.TYPE, "bill.paid").where(EVENT.ID.eq(event(1))).execute();

    UUID job = begin(webhook, ReplaySelection.ALL, null);
    finish(webhook, job);

    assertThat(repeats(job))
        .extracting(DeliveryRecord::getEventId)
        .containsExactly(event(0), event(2));
  }

  @Test
  void range_decidesByTheTimeOfAcceptance() {
    KeptWebhook webhook = harness.kept(WebhookBuilder.at("/hook/range"));
    deliverOneByOne(3);
    accepted(event(0), Duration.ofHours(-2));
    accepted(event(2), Duration.ofHours(2));

    UUID job =
        insert(
                webhook,
                new NewReplay(
                    ReplaySelection.ALL,
                    Instant.now().minus(Duration.ofHours(1)),
                    Instant.now().plus(Duration.ofHours(1)),
                    null,
                    "key/test"))
            .orElseThrow();
    finish(webhook, job);

    assertThat(repeats(job)).extracting(DeliveryRecord::getEventId).containsExactly(event(1));
  }

  @Test
  void event_whoseDataAreGone_isCountedAndNotSent() {
    KeptWebhook webhook = harness.kept(WebhookBuilder.at("/hook/gone"));
    deliverOneByOne(2);
    harness
        .dsl()
        .update(EVENT)
        .setNull(EVENT.DATA_CIPHERTEXT)
        .where(EVENT.ID.eq(event(0)))
        .execute();

    UUID job = begin(webhook, ReplaySelection.ALL, null);
    finish(webhook, job);

    assertThat(replay(job).skipped()).isEqualTo(1);
    assertThat(repeats(job)).extracting(DeliveryRecord::getEventId).containsExactly(event(1));
  }

  @Test
  void event_thatWasNeverDispatched_isLeftToItsDispatch() {
    KeptWebhook webhook = harness.kept(WebhookBuilder.at("/hook/live"));
    EventBatch waiting = harness.accept(1);

    UUID job = begin(webhook, ReplaySelection.ALL, null);
    finish(webhook, job);
    harness.engine.dispatch().dispatch(waiting);

    assertThat(repeats(job)).isEmpty();
    assertThat(harness.receiver.requests("/hook/live")).hasSize(1);
  }

  @Test
  void step_runTwiceAtTheSameTime_makesEachDeliveryOnce() throws Exception {
    KeptWebhook webhook = harness.kept(WebhookBuilder.at("/hook/twice"));
    harness.engine.dispatch().dispatch(harness.accept(30));
    UUID job = begin(webhook, ReplaySelection.ALL, null);
    List<Future<ReplayStep>> steps = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
      for (int i = 0; i < 8; i++) {
        steps.add(threads.submit(() -> harness.replaySteps().step(job)));
      }
    }
    for (Future<ReplayStep> step : steps) {
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
    assertThat(replay(job).open()).isEqualTo(ReplaySteps.MAXIMUM_OPEN);
    assertThat(replay(job).created()).isEqualTo(ReplaySteps.MAXIMUM_OPEN);

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
    ReplayRelay relay = new ReplayRelay(harness.dsl(), null, Duration.ofSeconds(60));

    assertThat(relay.claim()).containsExactly(job);
    assertThat(relay.claim()).isEmpty();
    finish(webhook, job);
    assertThat(harness.dsl().fetchSingle(REPLAY, REPLAY.ID.eq(job)).getWakesAt()).isNull();
  }

  private void deliverOneByOne(int count) {
    for (int i = 0; i < count; i++) {
      harness.engine.dispatch().dispatch(harness.accept(1));
      for (DeliveryRecord delivery : harness.deliveries()) {
        if (delivery.getStatus().equals("PENDING") && delivery.getAttempts() == 0) {
          harness.engine.deliver().deliver(delivery.getId().toString());
        }
      }
    }
  }

  private UUID event(int index) {
    return harness.dsl().selectFrom(EVENT).orderBy(EVENT.NUMBER).fetch().get(index).getId();
  }

  private void accepted(UUID event, Duration when) {
    harness
        .dsl()
        .update(EVENT)
        .set(EVENT.ACCEPTED_AT, Instant.now().plus(when))
        .where(EVENT.ID.eq(event))
        .execute();
  }

  private static NewReplay wanted(ReplaySelection selection, @Nullable Integer perMinute) {
    return new NewReplay(
        selection,
        Instant.now().minus(Duration.ofHours(1)),
        Instant.now().plusSeconds(1),
        perMinute,
        "key/test");
  }

  private UUID begin(KeptWebhook webhook, ReplaySelection selection, @Nullable Integer perMinute) {
    return insert(webhook, wanted(selection, perMinute)).orElseThrow();
  }

  private Optional<UUID> insert(KeptWebhook webhook, NewReplay wanted) {
    return harness
        .dsl()
        .transactionResult(transaction -> store.insert(transaction.dsl(), webhook, wanted));
  }

  /** What the two workflows do by turns. */
  private void finish(KeptWebhook webhook, UUID job) {
    DeliveryHarness.await(
        "the end of the job",
        () -> {
          boolean over = harness.advance(job).over();
          harness.engine.drain().drain(webhook.id().toString());
          return over;
        });
  }

  private boolean cancel(UUID job) {
    return change(transaction -> store.cancel(transaction, job));
  }

  private interface Change {
    boolean in(org.jooq.DSLContext transaction);
  }

  private boolean change(Change change) {
    return harness.dsl().transactionResult(transaction -> change.in(transaction.dsl()));
  }

  private KeptReplay replay(UUID job) {
    return store.find(harness.dsl(), job).orElseThrow();
  }

  private List<DeliveryRecord> repeats(UUID job) {
    return harness
        .dsl()
        .selectFrom(DELIVERY)
        .where(DELIVERY.REPLAY_ID.eq(job))
        .orderBy(DELIVERY.NUMBER)
        .fetch();
  }
}
