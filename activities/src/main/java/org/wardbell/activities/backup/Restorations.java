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
import org.jooq.types.ULong;
import org.wardbell.activities.audit.AuditEntry;
import org.wardbell.activities.audit.AuditOrigin;
import org.wardbell.activities.audit.AuditStore;
import org.wardbell.activities.database.ApplicationClock;
import org.wardbell.activities.database.DatabaseClock;
import org.wardbell.activities.database.Ids;
import org.wardbell.activities.webhook.state.WebhookStateRows;

/** The record of a restore: a row, and an entry of the audit trail. */
final class Restorations {
  /** Webhooks that one transaction pauses. */
  private static final int CHUNK = 500;

  private static final List<String> OPEN = List.of("PENDING", "SENDING", "PARKED");

  private Restorations() {}

  /** Pauses every webhook, so that a person lets each of them send again. */
  static int hold(DSLContext database) {
    int paused = 0;
    while (true) {
      List<UUID> next =
          database
              .select(WEBHOOK_STATE.WEBHOOK_ID)
              .from(WEBHOOK_STATE)
              .where(WEBHOOK_STATE.PAUSED.isFalse())
              .orderBy(WEBHOOK_STATE.WEBHOOK_ID)
              .limit(CHUNK)
              .fetch(WEBHOOK_STATE.WEBHOOK_ID);
      if (next.isEmpty()) {
        return paused;
      }
      database.transaction(
          transaction ->
              next.forEach(
                  webhook -> WebhookStateRows.setPaused(transaction.dsl(), webhook, true)));
      paused += next.size();
    }
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
              .set(RESTORATION.OPEN_DELIVERIES, ULong.valueOf(deliveries))
              .set(RESTORATION.UNDISPATCHED_EVENTS, ULong.valueOf(events))
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
