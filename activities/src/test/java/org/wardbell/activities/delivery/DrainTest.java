package org.wardbell.activities.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wardbell.activities.database.generated.Tables.ATTEMPT;
import static org.wardbell.activities.database.generated.Tables.DELIVERY;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jooq.Select;
import org.jooq.types.UByte;
import org.junit.jupiter.api.Test;
import org.wardbell.activities.database.generated.tables.records.DeliveryRecord;
import org.wardbell.activities.delivery.drain.InterruptedDrain;
import org.wardbell.activities.delivery.state.ClaimedAttempt;
import org.wardbell.simulator.receiver.Behaviour;
import org.wardbell.simulator.receiver.Step;
import org.wardbell.workflows.webhook.DrainResult;

/** Rule 15: a drain takes at most 100, oldest first, at the webhook's concurrency. */
final class DrainTest extends DeliveryTest {
  @Test
  void drain_ofMoreThanAHundred_takesAHundredAndWantsToGoOnAtOnce() {
    UUID webhook = parked(WebhookBuilder.at("/hook/many"), 250);

    assertThat(drain(webhook)).isEqualTo(new DrainResult(100, 150, 0));
    assertThat(drain(webhook)).isEqualTo(new DrainResult(100, 50, 0));
    assertThat(drain(webhook)).isEqualTo(new DrainResult(50, 0, Duration.ofHours(1).toMillis()));
    assertThat(harness.receiver.requests()).hasSize(250);
  }

  @Test
  void drain_ofAQuickReceiver_claimsManyAtOnce() {
    UUID webhook = parked(WebhookBuilder.at("/hook/at-once"), 100);

    drain(webhook);

    // All attempts of one transaction have the same time.
    assertThat(harness.dsl().fetchCount(selectClaimTimes())).isLessThanOrEqualTo(5);
  }

  @Test
  void drain_withOneSlowRequest_keepsTheOtherSlotsBusy() {
    harness.receiver.behave("/hook/one-slow", Behaviour.of(Step.hang(), Step.answer(200)));
    UUID webhook = parked(WebhookBuilder.at("/hook/one-slow").withTimeout(8), 100);

    Thread drain = Thread.ofVirtual().start(() -> drain(webhook));

    DeliveryHarness.await("99 deliveries beside the slow one", () -> delivered() == 99);
    assertThat(harness.statuses()).containsOnlyOnce("SENDING");
    assertThat(drain.isAlive()).isTrue();
    DeliveryHarness.await("the end of the drain", () -> !drain.isAlive());
  }

  @Test
  void drain_ofAReceiverThatTimesOut_claimsNoMoreThanItWillSend() {
    harness.receiver.behave("/hook/dead", Step.hang());
    UUID webhook = parked(WebhookBuilder.at("/hook/dead").withTimeout(1), 60);
    // Eight time out; from then on the receiver has one slot.
    harness.engine.dispatch().dispatch(harness.accept(8));
    DeliveryHarness.await("the timeouts", () -> !harness.statuses().contains("SENDING"));

    Thread.ofVirtual().start(() -> drain(webhook));

    DeliveryHarness.await("a request", () -> harness.statuses().contains("SENDING"));
    assertThat(harness.statuses().stream().filter("SENDING"::equals)).hasSize(1);
    harness.pause(webhook);
    DeliveryHarness.await("the timeout", () -> !harness.statuses().contains("SENDING"));
    assertThat(harness.statuses()).doesNotContain("DELIVERED");
  }

  @Test
  void claim_takesLiveBeforeReplays_andTheOldestFirst() {
    UUID webhook = parked(WebhookBuilder.at("/hook/urgency"), 6);
    List<UUID> ids = harness.deliveries().stream().map(DeliveryRecord::getId).toList();
    urgency(ids.get(0), 2);
    urgency(ids.get(2), 1);

    assertThat(harness.claimDrainAndDie(webhook, 6))
        .extracting(ClaimedAttempt::deliveryId)
        .containsExactlyInAnyOrderElementsOf(ids);
    release(webhook);
    assertThat(claimed(webhook)).isEqualTo(ids.get(1));
    assertThat(claimed(webhook)).isEqualTo(ids.get(3));
    assertThat(claimed(webhook)).isEqualTo(ids.get(4));
    assertThat(claimed(webhook)).isEqualTo(ids.get(5));
    assertThat(claimed(webhook)).isEqualTo(ids.get(2));
    assertThat(claimed(webhook)).isEqualTo(ids.get(0));
  }

  @Test
  void attempt_ofAResend_saysSo() {
    UUID webhook = parked(WebhookBuilder.at("/hook/resend"), 2);
    UUID resent = harness.deliveries().getFirst().getId();
    harness
        .dsl()
        .update(DELIVERY)
        .set(DELIVERY.TRIGGER, "resend")
        .where(DELIVERY.ID.eq(resent))
        .execute();

    drain(webhook);

    assertThat(harness.attempts(resent)).extracting("trigger").containsExactly("resend");
    assertThat(harness.attempts(harness.deliveries().getLast().getId()))
        .extracting("trigger")
        .containsExactly("schedule");
  }

  @Test
  void drain_whileOtherLanesHoldEverySlot_waitsForASignInsteadOfPolling() {
    harness.receiver.behave("/hook/busy", Step.hang());
    UUID webhook = harness.webhook(WebhookBuilder.at("/hook/busy").withTimeout(6));
    harness.engine.dispatch().dispatch(harness.accept(9));

    DrainResult turnedAway = drain(webhook);

    assertThat(turnedAway.sent()).isZero();
    assertThat(turnedAway.parked()).isEqualTo(1);
    assertThat(turnedAway.waitMillis()).isBetween(1L, 6_000L);
    assertThat(harness.receiver.requests()).hasSize(8);
    DeliveryHarness.await("the timeouts", () -> !harness.statuses().contains("SENDING"));
  }

  @Test
  void rest_ofManyThatAreNotDue_isWhenTheFirstOfThemIs() {
    UUID webhook = parked(WebhookBuilder.at("/hook/later"), 1_100);
    harness
        .dsl()
        .update(DELIVERY)
        .set(DELIVERY.NEXT_ATTEMPT_AT, Instant.now().plusSeconds(1_000))
        .execute();
    harness.makeDueIn(harness.deliveries().getLast().getId(), Duration.ofSeconds(100));

    DrainResult later = drain(webhook);

    assertThat(later.sent()).isZero();
    assertThat(later.parked()).isEqualTo(InterruptedDrain.COUNTED);
    assertThat(Duration.ofMillis(later.waitMillis())).isBetween(seconds(60), seconds(100));
  }

  private static Duration seconds(int seconds) {
    return Duration.ofSeconds(seconds);
  }

  private DrainResult drain(UUID webhook) {
    return harness.engine.drain().drain(webhook.toString());
  }

  private UUID parked(WebhookBuilder builder, int count) {
    UUID webhook = harness.webhook(builder);
    harness.pause(webhook);
    for (int left = count; left > 0; left -= 100) {
      harness.engine.dispatch().dispatch(harness.accept(Math.min(100, left)));
    }
    harness.resume(webhook);
    return webhook;
  }

  private UUID claimed(UUID webhook) {
    return harness.claimDrainAndDie(webhook, 1).getFirst().deliveryId();
  }

  /** As if nothing had been claimed. */
  private void release(UUID webhook) {
    harness.dsl().deleteFrom(ATTEMPT).execute();
    harness
        .dsl()
        .update(DELIVERY)
        .set(DELIVERY.STATUS, "PARKED")
        .set(DELIVERY.ATTEMPTS, 0)
        .where(DELIVERY.WEBHOOK_ID.eq(webhook))
        .execute();
  }

  private void urgency(UUID delivery, int urgency) {
    harness
        .dsl()
        .update(DELIVERY)
        .set(DELIVERY.URGENCY, UByte.valueOf(urgency))
        .where(DELIVERY.ID.eq(delivery))
        .execute();
  }

  private long delivered() {
    return harness.statuses().stream().filter("DELIVERED"::equals).count();
  }

  private Select<?> selectClaimTimes() {
    return harness.dsl().selectDistinct(ATTEMPT.STARTED_AT).from(ATTEMPT);
  }
}
