package org.wardbell.activities.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wardbell.activities.database.generated.Tables.DELIVERY;
import static org.wardbell.activities.database.generated.Tables.WEBHOOK_STATE;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.wardbell.activities.webhook.state.WebhookState;
import org.wardbell.simulator.receiver.Behaviour;

/** Rule 16: what waits for its webhook has an end, and the time of a pause does not count. */
final class ParkedEndsTest extends DeliveryTest {
  @Test
  void end_isTheSpanOfTheSchedule_butADayAtLeast() {
    harness.webhook(WebhookBuilder.at("/ends/long").withSchedule(0, 86_400, 86_400));
    harness.webhook(WebhookBuilder.at("/ends/short").withSchedule(0));
    harness.claimAndDie(harness.accept(1));

    assertThat(harness.deliveries())
        .extracting(one -> Duration.between(one.getCreatedAt(), one.getExhaustsAt()).toHours())
        .containsExactlyInAnyOrder(48L, 24L);
  }

  @Test
  void parkedByTheCircuit_beyondItsEnd_isExhaustedAndThatIsNews() {
    UUID webhook = parked("/ends/circuit");
    openCircuit(webhook);
    endsBy(Duration.ofSeconds(-1));

    harness.engine.drain().drain(webhook.toString());

    assertThat(harness.statuses()).containsExactly("EXHAUSTED", "EXHAUSTED");
    assertThat(harness.news()).containsExactly("delivery.exhausted", "delivery.exhausted");
    assertThat(harness.receiver.requests()).isEmpty();
    assertThat(harness.deliveries().getFirst().getFinishedAt()).isNotNull();
    assertThat(harness.deliveries().getFirst().getParkedReason()).isNull();
  }

  @Test
  void parkedByALimit_beyondItsEnd_isExhausted() {
    UUID webhook = parked("/ends/limited");
    harness
        .dsl()
        .update(WEBHOOK_STATE)
        .set(WEBHOOK_STATE.BLOCKED_UNTIL, Instant.now().plusSeconds(3_600))
        .set(WEBHOOK_STATE.FAILING_SINCE, Instant.now().minus(Duration.ofDays(1)))
        .execute();
    endsBy(Duration.ofSeconds(-1));

    harness.engine.drain().drain(webhook.toString());

    assertThat(harness.statuses()).containsExactly("EXHAUSTED", "EXHAUSTED");
  }

  @Test
  void parked_beforeItsEnd_waits() {
    UUID webhook = parked("/ends/before");
    openCircuit(webhook);
    endsBy(Duration.ofMinutes(5));

    harness.engine.drain().drain(webhook.toString());

    assertThat(harness.statuses()).containsExactly("PARKED", "PARKED");
  }

  @Test
  void retry_thatCanGo_isMadeEvenBeyondTheEnd() {
    harness.receiver.behave("/ends/retry", Behaviour.statuses(503, 200));
    UUID webhook = harness.webhook(WebhookBuilder.at("/ends/retry"));
    harness.pause(webhook);
    harness.engine.dispatch().dispatch(harness.accept(1));
    harness.resume(webhook);
    harness.engine.drain().drain(webhook.toString());
    assertThat(harness.delivery().getParkedReason()).isEqualTo("retry");
    harness.makeDue(harness.delivery().getId());
    endsBy(Duration.ofSeconds(-1));

    harness.engine.drain().drain(webhook.toString());

    assertThat(harness.statuses()).containsExactly("DELIVERED");
  }

  @Test
  void paused_beyondItsEnd_waits_andThePauseIsAddedWhenItIsOver() {
    UUID webhook = parked("/ends/paused");
    openCircuit(webhook);
    harness.pause(webhook);
    endsBy(Duration.ofHours(-6));
    harness.engine.drain().drain(webhook.toString());
    assertThat(harness.statuses()).as("while it is paused").containsExactly("PARKED", "PARKED");

    pausedFor(Duration.ofHours(7));
    harness.resume(webhook);
    harness.engine.drain().drain(webhook.toString());
    assertThat(harness.statuses()).as("7 h were paused").containsExactly("PARKED", "PARKED");

    endsBy(Duration.ofHours(-8));
    harness.engine.drain().drain(webhook.toString());
    assertThat(harness.statuses()).containsExactly("EXHAUSTED", "EXHAUSTED");
  }

  @Test
  void pauses_thatFollowEachOther_areAddedUp() {
    UUID webhook = parked("/ends/twice");
    openCircuit(webhook);
    for (int i = 0; i < 2; i++) {
      harness.pause(webhook);
      pausedFor(Duration.ofHours(2));
      harness.resume(webhook);
    }
    endsBy(Duration.ofHours(-3));

    harness.engine.drain().drain(webhook.toString());

    assertThat(harness.statuses()).containsExactly("PARKED", "PARKED");
  }

  @Test
  void pause_thatBeganBeforeTheDelivery_countsFromTheDelivery() {
    UUID webhook = harness.webhook(WebhookBuilder.at("/ends/during"));
    harness.pause(webhook);
    pausedFor(Duration.ofHours(7));
    harness.engine.dispatch().dispatch(harness.accept(1));
    harness.resume(webhook);
    openCircuit(webhook);

    assertThat(shownAt(webhook, Instant.now().plus(Duration.ofHours(23))))
        .isBefore(harness.delivery().getExhaustsAt());
    assertThat(shownAt(webhook, Instant.now().plus(Duration.ofHours(25))))
        .isAfter(harness.delivery().getExhaustsAt());
  }

  @Test
  void timeInWhichNobodyLooked_doesNotCount() {
    UUID webhook = parked("/ends/down");
    openCircuit(webhook);
    endsBy(Duration.ofDays(-3));
    harness
        .dsl()
        .update(WEBHOOK_STATE)
        .set(WEBHOOK_STATE.WAKES_AT, Instant.now().minus(Duration.ofDays(4)))
        .execute();

    harness.engine.drain().drain(webhook.toString());

    assertThat(harness.statuses()).containsExactly("PARKED", "PARKED");
    assertThat(shownAt(webhook, Instant.now()))
        .isBetween(
            Instant.now().minus(Duration.ofDays(4)).minusSeconds(60),
            Instant.now().minus(Duration.ofDays(4)).plusSeconds(60));
  }

  @Test
  void queue_ofAHealthyReceiver_goesOutHoweverOldItIs() {
    UUID webhook = parked("/ends/healthy");
    endsBy(Duration.ofDays(-3));

    harness.engine.drain().drain(webhook.toString());

    assertThat(harness.statuses()).containsExactly("DELIVERED", "DELIVERED");
  }

  @Test
  void queue_ofAReceiverThatSaysForAMomentThatItIsEnough_waits() {
    UUID webhook = parked("/ends/enough");
    harness
        .dsl()
        .update(WEBHOOK_STATE)
        .set(WEBHOOK_STATE.BLOCKED_UNTIL, Instant.now().plusSeconds(60))
        .set(WEBHOOK_STATE.FAILING_SINCE, Instant.now().minusSeconds(30))
        .execute();
    endsBy(Duration.ofDays(-3));

    harness.engine.drain().drain(webhook.toString());

    assertThat(harness.statuses()).containsExactly("PARKED", "PARKED");
  }

  /** What the webhook's clock shows at a time. */
  private Instant shownAt(UUID webhook, Instant time) {
    return WebhookState.of(state(webhook)).patience().at(time);
  }

  /** A webhook with two deliveries that wait for it. */
  private UUID parked(String path) {
    UUID webhook = harness.webhook(WebhookBuilder.at(path));
    harness.pause(webhook);
    harness.engine.dispatch().dispatch(harness.accept(2));
    harness.resume(webhook);
    return webhook;
  }

  private void openCircuit(UUID webhook) {
    harness
        .dsl()
        .update(WEBHOOK_STATE)
        .set(WEBHOOK_STATE.CIRCUIT, "OPEN")
        .set(WEBHOOK_STATE.CIRCUIT_FAILURES, 10)
        .set(WEBHOOK_STATE.FAILING_SINCE, Instant.now().minus(Duration.ofDays(1)))
        .set(WEBHOOK_STATE.CIRCUIT_PROBE_AT, Instant.now().plusSeconds(600))
        .set(WEBHOOK_STATE.CIRCUIT_PROBE_SECONDS, 600)
        .where(WEBHOOK_STATE.WEBHOOK_ID.eq(webhook))
        .execute();
  }

  private void endsBy(Duration fromNow) {
    harness.dsl().update(DELIVERY).set(DELIVERY.EXHAUSTS_AT, Instant.now().plus(fromNow)).execute();
  }

  private void pausedFor(Duration pause) {
    harness
        .dsl()
        .update(WEBHOOK_STATE)
        .set(WEBHOOK_STATE.PAUSED_SINCE, Instant.now().minus(pause))
        .execute();
  }
}
