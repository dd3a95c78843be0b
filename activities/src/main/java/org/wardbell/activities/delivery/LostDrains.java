package org.wardbell.activities.delivery;

import static org.wardbell.activities.database.generated.Tables.DELIVERY;
import static org.wardbell.activities.database.generated.Tables.EVENT;

import java.time.Instant;
import java.util.List;
import org.jooq.DSLContext;
import org.wardbell.activities.database.generated.tables.records.DeliveryRecord;
import org.wardbell.activities.event.EventReader;
import org.wardbell.activities.event.EventStore;
import org.wardbell.activities.webhook.KeptWebhook;
import org.wardbell.workflows.delivery.DeliveryStatus;
import org.wardbell.workflows.delivery.RetrySchedule;

/** Takes back deliveries whose drain died while it sent them: lost attempts, due again now. */
final class LostDrains {
  /** More are taken back by the next drain. */
  private static final int AT_MOST = 100;

  private final EventReader events;
  private final EventStore eventStore;

  LostDrains(EventReader events, EventStore eventStore) {
    this.events = events;
    this.eventStore = eventStore;
  }

  void recover(DSLContext transaction, KeptWebhook webhook, Instant now) {
    List<DeliveryRecord> lost =
        transaction
            .selectFrom(DELIVERY)
            .where(DELIVERY.WEBHOOK_ID.eq(webhook.id()))
            .and(DELIVERY.STATUS.eq(DeliveryStatus.SENDING.name()))
            .and(DELIVERY.OWNER.eq(Owner.WEBHOOK.stored))
            .and(DELIVERY.WAKES_AT.le(now))
            .limit(AT_MOST)
            .forUpdate()
            .skipLocked()
            .fetch();
    int attempts = RetrySchedule.of(webhook.settings().retry()).attempts();
    for (DeliveryRecord delivery : lost) {
      LostAttempts.close(transaction, delivery.getId(), delivery.getAttempts(), now);
      delivery.setLastCode(LostAttempts.CODE);
      delivery.setWakesAt(null);
      if (delivery.getCancelRequested()) {
        OpenDeliveries.cancel(delivery, now);
      } else if (delivery.getAttempts() < attempts) {
        delivery.setStatus(DeliveryStatus.PARKED.name());
        delivery.setParkedReason(ParkedReason.RETRY.stored);
        delivery.setNextAttemptAt(now);
      } else {
        exhaust(transaction, delivery, webhook, now);
      }
      delivery.update();
    }
  }

  private void exhaust(
      DSLContext transaction, DeliveryRecord delivery, KeptWebhook webhook, Instant now) {
    delivery.setStatus(DeliveryStatus.EXHAUSTED.name());
    delivery.setOwner(null);
    delivery.setNextAttemptAt(null);
    delivery.setFinishedAt(now);
    var event =
        events.open(
            transaction.selectFrom(EVENT).where(EVENT.ID.eq(delivery.getEventId())).fetchSingle());
    OperationalEvents.exhausted(event, webhook, delivery.getId())
        .ifPresent(news -> eventStore.record(transaction, List.of(news)));
  }
}
