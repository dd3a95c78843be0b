package org.wardbell.activities.delivery.drain;

import static org.wardbell.activities.database.generated.Tables.DELIVERY;

import java.time.Instant;
import java.util.List;
import org.jooq.DSLContext;
import org.wardbell.activities.database.generated.tables.records.DeliveryRecord;
import org.wardbell.activities.delivery.state.DeliveryEnd;
import org.wardbell.activities.delivery.state.DeliveryTransitions;
import org.wardbell.activities.delivery.state.Owner;
import org.wardbell.activities.delivery.state.Placement;
import org.wardbell.activities.webhook.KeptWebhook;
import org.wardbell.activities.webhook.state.ParkedReason;
import org.wardbell.workflows.delivery.DeliveryStatus;

/** Takes back deliveries whose drain died while it sent them: lost attempts, due again now. */
final class LostDrains {
  /** More are taken back by the next drain. */
  private static final int AT_MOST = 100;

  private final DeliveryEnd end;

  LostDrains(DeliveryEnd end) {
    this.end = end;
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
    for (DeliveryRecord delivery : lost) {
      DeliveryTransitions.lose(transaction, delivery, now);
      if (delivery.getCancelRequested()) {
        DeliveryTransitions.cancel(delivery, now);
      } else if (delivery.getAttempts() >= webhook.schedule().attempts()) {
        end.exhaust(transaction, delivery, webhook, now);
      } else {
        DeliveryTransitions.takeBack(delivery, Placement.parked(ParkedReason.RETRY), now);
      }
    }
  }
}
