package org.wardbell.activities.delivery.state;

import static org.wardbell.activities.database.generated.Tables.CLINIC;
import static org.wardbell.activities.database.generated.Tables.WEBHOOK;

import java.util.List;
import java.util.UUID;
import org.jooq.DSLContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.wardbell.activities.database.DatabaseClock;
import org.wardbell.activities.database.generated.tables.records.WebhookRecord;
import org.wardbell.activities.event.EventStore;
import org.wardbell.activities.webhook.DisabledReason;
import org.wardbell.activities.webhook.UnreadableWebhookException;
import org.wardbell.activities.webhook.state.WebhookStateRows;

/**
 * Takes webhooks whose seal is broken out of the way, visibly: disabled, with a reason and an
 * event, their deliveries cancelled. Otherwise each dispatch of their clinic would fail.
 */
public final class UnreadableWebhooks {
  private static final Logger log = LoggerFactory.getLogger(UnreadableWebhooks.class);

  private final EventStore events;
  private final OpenDeliveries openDeliveries;

  public UnreadableWebhooks(EventStore events, OpenDeliveries openDeliveries) {
    this.events = events;
    this.openDeliveries = openDeliveries;
  }

  /** Disables it and withdraws what is open, unless it is disabled already. */
  public void disable(DSLContext transaction, UnreadableWebhookException broken) {
    UUID webhookId = broken.webhookId();
    WebhookStateRows.lock(transaction, webhookId);
    WebhookRecord row = transaction.fetchSingle(WEBHOOK, WEBHOOK.ID.eq(webhookId));
    if (!row.getEnabled()) {
      return;
    }
    log.error("{}; it is disabled", broken.getMessage());
    row.setEnabled(false);
    row.setDisabledReason(DisabledReason.UNREADABLE.code());
    row.setUpdatedAt(DatabaseClock.read(transaction));
    row.update();
    openDeliveries.withdraw(transaction, webhookId);
    UUID told = row.getClinicId() == null ? anyClinic(transaction) : row.getClinicId();
    events.record(
        transaction,
        List.of(
            OperationalEvents.disabled(told, webhookId, row.getName(), DisabledReason.UNREADABLE)));
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
}
