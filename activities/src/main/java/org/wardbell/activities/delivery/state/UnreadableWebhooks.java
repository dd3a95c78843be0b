package org.wardbell.activities.delivery.state;

import static org.wardbell.activities.database.generated.Tables.CLINIC;
import static org.wardbell.activities.database.generated.Tables.DELIVERY;
import static org.wardbell.activities.database.generated.Tables.WEBHOOK;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jooq.DSLContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.wardbell.activities.database.DatabaseClock;
import org.wardbell.activities.database.generated.tables.records.DeliveryRecord;
import org.wardbell.activities.database.generated.tables.records.WebhookRecord;
import org.wardbell.activities.event.EventStore;
import org.wardbell.activities.webhook.DisabledReason;
import org.wardbell.activities.webhook.state.WebhookStateRows;
import org.wardbell.workflows.delivery.DeliveryStatus;

/**
 * Takes webhooks whose settings cannot be opened out of the way, visibly: disabled, with a reason
 * and an event, their deliveries cancelled. Otherwise each dispatch of their clinic would fail.
 */
public final class UnreadableWebhooks {
  private static final Logger log = LoggerFactory.getLogger(UnreadableWebhooks.class);

  private final EventStore events;

  public UnreadableWebhooks(EventStore events) {
    this.events = events;
  }

  /**
   * Disables it and ends what is open; what may still be under way ends with its lease.
   *
   * @return how many are still under way
   */
  public int disable(DSLContext transaction, UUID webhookId) {
    WebhookStateRows.lock(transaction, webhookId);
    Instant now = DatabaseClock.read(transaction);
    WebhookRecord row = transaction.fetchSingle(WEBHOOK, WEBHOOK.ID.eq(webhookId));
    if (row.getEnabled()) {
      log.error("webhook {} cannot be opened and is disabled", webhookId);
      row.setEnabled(false);
      row.setDisabledReason(DisabledReason.UNREADABLE.code());
      row.setUpdatedAt(now);
      row.update();
      UUID told = row.getClinicId() == null ? anyClinic(transaction) : row.getClinicId();
      events.record(
          transaction,
          List.of(
              OperationalEvents.disabled(
                  told, webhookId, row.getName(), DisabledReason.UNREADABLE)));
    }
    endLost(transaction, webhookId, now);
    DeliveryTransitions.cancel(transaction, DELIVERY.WEBHOOK_ID.eq(webhookId));
    return transaction.fetchCount(
        DELIVERY,
        DELIVERY.WEBHOOK_ID.eq(webhookId),
        DELIVERY.STATUS.eq(DeliveryStatus.SENDING.name()));
  }

  /** Returns the clinic that hears of a global webhook: the oldest, because one must. */
  private static UUID anyClinic(DSLContext transaction) {
    return transaction
        .select(CLINIC.ID)
        .from(CLINIC)
        .orderBy(CLINIC.CREATED_AT)
        .limit(1)
        .fetchSingle(CLINIC.ID);
  }

  private static void endLost(DSLContext transaction, UUID webhookId, Instant now) {
    List<DeliveryRecord> lost =
        transaction
            .selectFrom(DELIVERY)
            .where(DELIVERY.WEBHOOK_ID.eq(webhookId))
            .and(DELIVERY.STATUS.eq(DeliveryStatus.SENDING.name()))
            .and(DELIVERY.WAKES_AT.le(now))
            .forUpdate()
            .skipLocked()
            .fetch();
    for (DeliveryRecord delivery : lost) {
      DeliveryTransitions.lose(transaction, delivery, now);
      DeliveryTransitions.cancel(delivery, now);
    }
  }
}
