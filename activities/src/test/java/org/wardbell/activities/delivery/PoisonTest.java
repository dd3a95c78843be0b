package org.wardbell.activities.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wardbell.activities.database.generated.Tables.DELIVERY;
import static org.wardbell.activities.database.generated.Tables.EVENT;
import static org.wardbell.activities.database.generated.Tables.WEBHOOK;

import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.wardbell.activities.database.generated.tables.records.DeliveryRecord;
import org.wardbell.activities.database.generated.tables.records.WebhookRecord;
import org.wardbell.simulator.receiver.Behaviour;
import org.wardbell.workflows.event.EventBatch;

/** An event or a webhook that cannot be opened ends visibly, and stops nobody else. */
final class PoisonTest extends DeliveryTest {
  private static final byte[] BROKEN = new byte[64];

  @Test
  void event_broken_inADispatch_endsItsDeliveriesAndTheOthersGo() {
    harness.webhook(WebhookBuilder.at("/poison/dispatch"));
    EventBatch batch = harness.accept(3);
    breakEvent(UUID.fromString(batch.eventIds().get(1)));

    harness.engine.dispatch().dispatch(batch);

    assertThat(harness.statuses()).containsExactlyInAnyOrder("DELIVERED", "REFUSED", "DELIVERED");
    assertThat(ended("REFUSED").getLastCode()).isEqualTo("event_unreadable");
    assertThat(harness.receiver.requests()).hasSize(2);
    // The news of the refusal is an event too, which the relay starts.
    assertThat(
            harness
                .dsl()
                .fetchCount(
                    EVENT, EVENT.DISPATCHED_AT.isNull(), EVENT.TYPE.eq("appointment.booked")))
        .isZero();
  }

  @Test
  void event_broken_forAFilter_endsVisiblyAndTheOthersGo() {
    harness.webhook(
        WebhookBuilder.at("/poison/filter")
            .with(settings -> settings.filter("data.appointment_id >= 0")));
    EventBatch batch = harness.accept(2);
    breakEvent(UUID.fromString(batch.eventIds().getFirst()));

    harness.engine.dispatch().dispatch(batch);

    assertThat(harness.statuses()).containsExactlyInAnyOrder("REFUSED", "DELIVERED");
  }

  @Test
  void event_broken_inTheRegularLane_endsThere() {
    harness.receiver.behave("/poison/regular", Behaviour.statuses(503));
    harness.webhook(WebhookBuilder.at("/poison/regular"));
    harness.engine.dispatch().dispatch(harness.accept(1));
    DeliveryRecord delivery = harness.delivery();
    harness.makeDue(delivery.getId());
    breakEvent(delivery.getEventId());

    assertThat(harness.engine.deliver().deliver(delivery.getId().toString())).isEqualTo("REFUSED");
    assertThat(harness.receiver.requests()).hasSize(1);
    assertThat(harness.attempts(delivery.getId()))
        .extracting("code")
        .containsExactly("http_503", "event_unreadable");
  }

  @Test
  void event_broken_inADrain_endsAndTheOthersGo() {
    UUID webhook = harness.webhook(WebhookBuilder.at("/poison/drain"));
    harness.pause(webhook);
    harness.engine.dispatch().dispatch(harness.accept(3));
    harness.resume(webhook);
    breakEvent(harness.deliveries().getFirst().getEventId());

    harness.engine.drain().drain(webhook.toString());

    assertThat(harness.statuses()).containsExactly("REFUSED", "DELIVERED", "DELIVERED");
  }

  @Test
  void body_broken_inADrain_endsAndTheOthersGo() {
    UUID webhook =
        harness.webhook(WebhookBuilder.at("/poison/body").withBody("{\"id\": \"{{event_id}}\"}"));
    harness.pause(webhook);
    harness.engine.dispatch().dispatch(harness.accept(2));
    harness.resume(webhook);
    harness
        .dsl()
        .update(DELIVERY)
        .set(DELIVERY.BODY_CIPHERTEXT, BROKEN)
        .where(DELIVERY.ID.eq(harness.deliveries().getFirst().getId()))
        .execute();

    harness.engine.drain().drain(webhook.toString());

    assertThat(harness.statuses()).containsExactly("REFUSED", "DELIVERED");
  }

  @Test
  void webhook_broken_inADispatch_isDisabledVisiblyAndTheOthersGetTheEvent() {
    UUID broken = harness.webhook(WebhookBuilder.at("/poison/broken"));
    harness.webhook(WebhookBuilder.at("/poison/healthy"));
    breakWebhook(broken);

    harness.engine.dispatch().dispatch(harness.accept(2));

    assertThat(harness.statuses()).containsExactly("DELIVERED", "DELIVERED");
    assertDisabled(broken);
  }

  @Test
  void webhook_broken_inTheRegularLane_isDisabledAndItsDeliveriesCancelled() {
    harness.receiver.behave("/poison/waits", Behaviour.statuses(503));
    UUID broken = harness.webhook(WebhookBuilder.at("/poison/waits"));
    harness.engine.dispatch().dispatch(harness.accept(2));
    UUID id = harness.deliveries().getFirst().getId();
    harness.makeDue(id);
    breakWebhook(broken);

    assertThat(harness.engine.deliver().deliver(id.toString())).isEqualTo("CANCELLED");
    harness.engine.drain().drain(broken.toString());

    assertThat(harness.statuses()).containsExactly("CANCELLED", "CANCELLED");
    assertDisabled(broken);
  }

  @Test
  void webhook_broken_inADrain_isDisabledAndItsDeliveriesCancelled() {
    UUID broken = harness.webhook(WebhookBuilder.at("/poison/parked"));
    harness.pause(broken);
    harness.engine.dispatch().dispatch(harness.accept(2));
    harness.resume(broken);
    breakWebhook(broken);

    assertThat(harness.engine.drain().drain(broken.toString()).parked()).isZero();

    assertThat(harness.statuses()).containsExactly("CANCELLED", "CANCELLED");
    assertDisabled(broken);
  }

  @Test
  void webhook_broken_whoseDrainDied_endsWithItsLease() {
    UUID broken = harness.webhook(WebhookBuilder.at("/poison/lease"));
    harness.pause(broken);
    harness.engine.dispatch().dispatch(harness.accept(1));
    harness.resume(broken);
    harness.claimDrainAndDie(broken, 1);
    breakWebhook(broken);
    assertThat(harness.engine.drain().drain(broken.toString()).parked()).isEqualTo(1);

    harness.endLease(harness.delivery().getId());
    assertThat(harness.engine.drain().drain(broken.toString()).parked()).isZero();

    assertThat(harness.statuses()).containsExactly("CANCELLED");
  }

  private void assertDisabled(UUID webhook) {
    WebhookRecord row = harness.dsl().fetchSingle(WEBHOOK, WEBHOOK.ID.eq(webhook));
    assertThat(row.getEnabled()).isFalse();
    assertThat(row.getDisabledReason()).isEqualTo("unreadable");
    assertThat(harness.news()).contains("webhook.disabled");
  }

  private DeliveryRecord ended(String status) {
    List<DeliveryRecord> ended =
        harness.deliveries().stream().filter(one -> one.getStatus().equals(status)).toList();
    assertThat(ended).hasSize(1);
    return ended.getFirst();
  }

  private void breakEvent(UUID id) {
    harness.dsl().update(EVENT).set(EVENT.DATA_CIPHERTEXT, BROKEN).where(EVENT.ID.eq(id)).execute();
  }

  /** In a new version, because what was opened once is remembered. */
  private void breakWebhook(UUID id) {
    harness
        .dsl()
        .update(WEBHOOK)
        .set(WEBHOOK.SETTINGS_CIPHERTEXT, BROKEN)
        .set(WEBHOOK.VERSION, WEBHOOK.VERSION.plus(1))
        .where(WEBHOOK.ID.eq(id))
        .execute();
  }
}
