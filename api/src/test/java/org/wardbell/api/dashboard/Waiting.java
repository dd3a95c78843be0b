package org.wardbell.api.dashboard;

import static org.wardbell.activities.database.generated.Tables.DELIVERY;
import static org.wardbell.activities.database.generated.Tables.WEBHOOK_STATE;

import java.time.Instant;
import java.util.UUID;
import org.jooq.DSLContext;
import org.wardbell.api.ApiServer;

/** Rows that wait, as no worker would leave them for a test. */
final class Waiting {
  private static final DSLContext DATABASE = ApiServer.shared().bean(DSLContext.class);

  private Waiting() {}

  /** Makes a delivery wait for a reason. */
  static void parked(String delivery, String reason) {
    DATABASE
        .update(DELIVERY)
        .set(DELIVERY.PARKED_REASON, reason)
        .where(DELIVERY.ID.eq(UUID.fromString(delivery)))
        .execute();
  }

  /** Opens a webhook's circuit. */
  static void opened(String webhook) {
    DATABASE
        .update(WEBHOOK_STATE)
        .set(WEBHOOK_STATE.CIRCUIT, "OPEN")
        .set(WEBHOOK_STATE.CIRCUIT_PROBE_AT, Instant.parse("2100-01-01T00:00:00Z"))
        .set(WEBHOOK_STATE.CIRCUIT_PROBE_SECONDS, 30)
        .where(WEBHOOK_STATE.WEBHOOK_ID.eq(UUID.fromString(webhook)))
        .execute();
  }
}
