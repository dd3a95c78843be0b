package org.wardbell.activities.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wardbell.activities.database.generated.Tables.DELIVERY;
import static org.wardbell.activities.database.generated.Tables.WEBHOOK_STATE;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.wardbell.activities.database.generated.tables.records.DeliveryRecord;
import org.wardbell.activities.webhook.state.ParkedReason;
import org.wardbell.simulator.receiver.Behaviour;
import org.wardbell.simulator.receiver.Step;
import org.wardbell.workflows.event.DispatchResult;
import org.wardbell.workflows.event.EventBatch;
import org.wardbell.workflows.webhook.DrainResult;
import org.wardbell.workflows.webhook.Protection;

/** Rules 3, 14 and 15: what cannot go now is parked, has an owner, and comes back. */
final class ParkingTest extends DeliveryTest {
  @Test
  void slots_allTaken_parkTheRestWithoutAnAttempt() {
    harness.receiver.behave("/hook/full", Step.hang());
    UUID webhook = harness.webhook(WebhookBuilder.at("/hook/full").withTimeout(4));

    DispatchResult result = harness.engine.dispatch().dispatch(harness.accept(12));

    assertThat(result.parked()).isEqualTo(4);
    assertThat(harness.receiver.requests()).hasSize(8);
    assertThat(parked()).hasSize(4);
    for (DeliveryRecord delivery : parked()) {
      assertThat(delivery.getParkedReason()).isEqualTo("no_slot");
      assertThat(delivery.getAttempts()).isZero();
      assertThat(harness.attempts(delivery.getId())).isEmpty();
    }

    harness.receiver.behaveWell("/hook/full");
    DeliveryHarness.await("the end of what hangs", () -> !harness.statuses().contains("SENDING"));
    assertThat(harness.engine.drain().drain(webhook.toString()).sent()).isEqualTo(4);
    assertThat(harness.statuses().stream().filter("DELIVERED"::equals)).hasSize(4);
  }

  @Test
  void pause_parksWhatWaits_andResumeDrainsIt() {
    harness.receiver.behave("/hook/pause", Behaviour.statuses(503, 200));
    UUID webhook = harness.webhook(WebhookBuilder.at("/hook/pause"));
    harness.engine.dispatch().dispatch(harness.accept(1));
    UUID id = harness.delivery().getId();

    harness.pause(webhook);
    harness.makeDue(id);
    assertThat(harness.delivery().getParkedReason()).isEqualTo("paused");
    assertThat(harness.engine.deliver().deliver(id.toString())).isEqualTo("PARKED");
    DrainResult whilePaused = harness.engine.drain().drain(webhook.toString());
    assertThat(whilePaused.sent()).isZero();
    assertThat(whilePaused.waitMillis()).isGreaterThan(Duration.ofMinutes(50).toMillis());
    assertThat(harness.receiver.requests()).hasSize(1);

    harness.resume(webhook);
    assertThat(harness.engine.drain().drain(webhook.toString()))
        .isEqualTo(new DrainResult(1, 0, Duration.ofHours(1).toMillis()));
    assertThat(harness.statuses()).containsExactly("DELIVERED");
    assertThat(wakesAt(webhook)).isNull();
  }

  @Test
  void event_forAPausedWebhook_isParkedUnsent() {
    UUID webhook = harness.webhook(WebhookBuilder.at("/hook/paused-before"));
    harness.pause(webhook);

    assertThat(harness.engine.dispatch().dispatch(harness.accept(2)).parked()).isEqualTo(2);

    assertThat(harness.receiver.requests()).isEmpty();
    assertThat(harness.deliveries()).allMatch(one -> "webhook".equals(one.getOwner()));
  }

  @Test
  void parking_forAPauseThatIsOverMeanwhile_leavesTheDeliveryWhereItIs() {
    harness.receiver.behave("/hook/over", Behaviour.statuses(503));
    UUID webhook = harness.webhook(WebhookBuilder.at("/hook/over"));
    harness.engine.dispatch().dispatch(harness.accept(1));
    UUID id = harness.delivery().getId();

    assertThat(park(webhook, id, ParkedReason.PAUSED)).isZero();
    assertThat(harness.statuses()).containsExactly("PENDING");
    assertThat(park(webhook, id, ParkedReason.OVERFLOW)).isEqualTo(1);
    assertThat(harness.statuses()).containsExactly("PARKED");
  }

  @Test
  void regularLane_webhookPausedAfterTheSchedule_parksInsteadOfSending() {
    harness.receiver.behave("/hook/wakes", Behaviour.statuses(503));
    UUID webhook = harness.webhook(WebhookBuilder.at("/hook/wakes"));
    harness.engine.dispatch().dispatch(harness.accept(1));
    UUID id = harness.delivery().getId();
    harness.makeDue(id);
    // Paused, but its deliveries not parked: as if the delivery had come back just afterwards.
    harness
        .dsl()
        .update(WEBHOOK_STATE)
        .set(WEBHOOK_STATE.PAUSED, true)
        .where(WEBHOOK_STATE.WEBHOOK_ID.eq(webhook))
        .execute();

    assertThat(harness.engine.deliver().deliver(id.toString())).isEqualTo("PARKED");
    assertThat(harness.receiver.requests()).hasSize(1);
    assertThat(harness.delivery().getOwner()).isEqualTo("webhook");
  }

  @Test
  void drain_ofADisabledWebhook_cancelsWhatWasParkedTooLate() {
    UUID webhook = harness.webhook(WebhookBuilder.at("/hook/gone"));
    harness.pause(webhook);
    harness.engine.dispatch().dispatch(harness.accept(3));
    harness.disableOnly(webhook);

    assertThat(harness.engine.drain().drain(webhook.toString()).parked()).isZero();
    assertThat(harness.statuses()).containsExactly("CANCELLED", "CANCELLED", "CANCELLED");
  }

  @Test
  void drain_whoseProcessDied_waitsForItsLeaseAndIsRepeatedAsLost() {
    UUID webhook = harness.webhook(WebhookBuilder.at("/hook/drained"));
    harness.pause(webhook);
    harness.engine.dispatch().dispatch(harness.accept(1));
    harness.resume(webhook);
    assertThat(harness.claimDrainAndDie(webhook, 8)).hasSize(1);

    DrainResult waiting = harness.engine.drain().drain(webhook.toString());
    assertThat(waiting.parked()).isEqualTo(1);
    assertThat(waiting.waitMillis()).isBetween(5_000L, 15_000L);
    assertThat(wakesAt(webhook)).isAfter(Instant.now().plusSeconds(5));
    assertThat(harness.receiver.requests()).isEmpty();

    UUID id = harness.delivery().getId();
    harness.endLease(id);
    assertThat(harness.engine.drain().drain(webhook.toString()).sent()).isEqualTo(1);
    assertThat(harness.statuses()).containsExactly("DELIVERED");
    assertThat(harness.attempts(id)).extracting("outcome").containsExactly("LOST", "DELIVERED");
  }

  @Test
  void drain_twoAtOnce_sendEachDeliveryOnce() throws Exception {
    UUID webhook = harness.webhook(WebhookBuilder.at("/hook/two-drains"));
    harness.pause(webhook);
    harness.engine.dispatch().dispatch(harness.accept(30));
    harness.resume(webhook);
    WorkerProcess other = harness.process();

    Thread second = Thread.ofVirtual().start(() -> other.drain().drain(webhook.toString()));
    harness.engine.drain().drain(webhook.toString());
    second.join();

    DeliveryHarness.await(
        "all delivered",
        () -> harness.statuses().stream().filter("DELIVERED"::equals).count() == 30);
    assertThat(harness.receiver.requests()).hasSize(30);
  }

  @Test
  void overflow_beyondFiftyOpen_isParked() {
    harness.receiver.behave("/hook/overflow", Behaviour.statuses(503));
    harness.webhook(
        WebhookBuilder.at("/hook/overflow")
            .withProtection(new Protection(8, null, false, true, false)));
    EventBatch batch = harness.accept(70);

    DispatchResult result = harness.engine.dispatch().dispatch(batch);

    assertThat(result.open()).hasSize(50);
    // One whose request is still under way is handed over now, and parked by its outcome.
    assertThat(harness.deliveries())
        .filteredOn(one -> "webhook".equals(one.getOwner()))
        .hasSize(20);
  }

  @Test
  void count_ofDeliveriesThatNobodyWillMove_seesThem() {
    UUID webhook = harness.webhook(WebhookBuilder.at("/hook/forgotten"));
    harness.pause(webhook);
    harness.engine.dispatch().dispatch(harness.accept(2));
    harness.dsl().update(WEBHOOK_STATE).setNull(WEBHOOK_STATE.WAKES_AT).execute();
    assertThat(harness.overdue.count()).isEqualTo(2);

    harness
        .dsl()
        .update(DELIVERY)
        .set(DELIVERY.STATUS, "PENDING")
        .set(DELIVERY.OWNER, "event")
        .execute();
    assertThat(harness.overdue.count()).isEqualTo(2);
    harness.dsl().update(DELIVERY).set(DELIVERY.WAKES_AT, Instant.now()).execute();
    assertThat(harness.overdue.count()).isZero();
  }

  private int park(UUID webhook, UUID id, ParkedReason reason) {
    return harness
        .dsl()
        .transactionResult(
            transaction ->
                harness
                    .openDeliveries
                    .park(transaction.dsl(), webhook, List.of(id), reason)
                    .count());
  }

  private List<DeliveryRecord> parked() {
    return harness.deliveries().stream().filter(one -> one.getStatus().equals("PARKED")).toList();
  }

  private Instant wakesAt(UUID webhook) {
    return harness
        .dsl()
        .select(WEBHOOK_STATE.WAKES_AT)
        .from(WEBHOOK_STATE)
        .where(WEBHOOK_STATE.WEBHOOK_ID.eq(webhook))
        .fetchSingle(WEBHOOK_STATE.WAKES_AT);
  }
}
