package org.wardbell.activities.backup;

import static org.wardbell.activities.database.generated.Tables.DELIVERY;
import static org.wardbell.activities.database.generated.Tables.EVENT;
import static org.wardbell.activities.database.generated.Tables.RESTORATION;
import static org.wardbell.activities.database.generated.Tables.WEBHOOK_STATE;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jooq.DSLContext;
import org.wardbell.activities.audit.AuditEntry;
import org.wardbell.activities.audit.AuditOrigin;
import org.wardbell.activities.audit.AuditStore;
import org.wardbell.activities.database.ApplicationClock;
import org.wardbell.activities.database.DatabaseClock;
import org.wardbell.activities.database.Ids;
import org.wardbell.activities.webhook.state.WebhookStateRows;

/** The record of a restore: a row, and an entry of the audit trail. */
final class Restorations {
  /** Webhooks that one transaction changes. */
  private static final int CHUNK = 500;

  private static final List<String> OPEN = List.of("PENDING", "SENDING", "PARKED");

  private Restorations() {}

  /**
   * Has every webhook go on as if no time had passed since the backup, or pauses it too, so that a
   * person lets it send again.
   *
   * @return how many were paused
   */
  static int goOn(DSLContext database, Instant snapshotAt, boolean hold) {
    int paused = 0;
    UUID last = new UUID(0, 0);
    while (true) {
      List<UUID> next =
          database
              .select(WEBHOOK_STATE.WEBHOOK_ID)
              .from(WEBHOOK_STATE)
              .where(WEBHOOK_STATE.WEBHOOK_ID.gt(last))
              .orderBy(WEBHOOK_STATE.WEBHOOK_ID)
              .limit(CHUNK)
              .fetch(WEBHOOK_STATE.WEBHOOK_ID);
      if (next.isEmpty()) {
        return paused;
      }
      paused += database.transactionResult(each -> goOn(each.dsl(), next, snapshotAt, hold));
      last = next.getLast();
    }
  }

  private static int goOn(
      DSLContext transaction, List<UUID> webhooks, Instant snapshotAt, boolean hold) {
    WebhookStateRows.skipTime(transaction, webhooks, snapshotAt);
    return hold
        ? (int)
            webhooks.stream()
                .filter(webhook -> WebhookStateRows.setPaused(transaction, webhook, true))
                .count()
        : 0;
  }

  /** Writes it down; returns what is open now, as it was when the backup was made. */
  static RestoreSummary record(
      DSLContext database, BackupSummary backup, UUID backupId, boolean held, int paused) {
    long deliveries = database.fetchCount(DELIVERY, DELIVERY.STATUS.in(OPEN));
    long events = database.fetchCount(EVENT, EVENT.DISPATCHED_AT.isNull());
    database.transaction(
        configuration -> {
          DSLContext transaction = configuration.dsl();
          UUID id = Ids.next();
          Instant now = DatabaseClock.read(transaction);
          transaction
              .insertInto(RESTORATION)
              .set(RESTORATION.ID, id)
              .set(RESTORATION.BACKUP_ID, backupId)
              .set(RESTORATION.SNAPSHOT_AT, backup.snapshotAt())
              .set(RESTORATION.RESTORED_AT, now)
              .set(RESTORATION.SCHEMA_VERSION, backup.schema())
              .set(RESTORATION.PRODUCT_VERSION, backup.product())
              .set(RESTORATION.OPEN_DELIVERIES, deliveries)
              .set(RESTORATION.UNDISPATCHED_EVENTS, events)
              .set(RESTORATION.HELD, held)
              .execute();
          new AuditStore(ApplicationClock::now)
              .append(
                  transaction,
                  AuditEntry.of(
                          null, AuditOrigin.SYSTEM, "installation.restored", "restoration/" + id)
                      .with(
                          Map.<String, Object>of(
                              "snapshot_at", backup.snapshotAt().toString(),
                              "open_deliveries", deliveries,
                              "undispatched_events", events,
                              "paused_webhooks", paused)));
        });
    return new RestoreSummary(backup, deliveries, events, paused);
  }
}
