package org.wardbell.activities.webhook.state;

import static org.wardbell.activities.database.generated.Tables.WEBHOOK_STATE;

import java.time.Instant;
import java.util.UUID;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.impl.DSL;
import org.wardbell.activities.database.DatabaseClock;

/** Changes how a webhook stands, because a person said so; inside the caller's transactions. */
public final class WebhookStateRows {
  static final String OPEN = "OPEN";

  private static final String CLOSED = "CLOSED";

  /**
   * Lets its deliveries wait, or go on; false if that was so already. Its workflow is due at once
   * in both cases: what is not woken by a signal the relay finds. When it goes on, the caller also
   * ends the pause of its deliveries, in the same transaction.
   */
  public boolean setPaused(DSLContext transaction, UUID id, boolean paused) {
    Field<Instant> since =
        paused ? DatabaseClock.now() : WEBHOOK_STATE.PAUSED_SINCE; // Kept until that is done.
    return transaction
            .update(WEBHOOK_STATE)
            .set(WEBHOOK_STATE.PAUSED, paused)
            .set(WEBHOOK_STATE.PAUSED_SINCE, since)
            .set(WEBHOOK_STATE.WAKES_AT, DatabaseClock.now())
            .where(WEBHOOK_STATE.WEBHOOK_ID.eq(id), WEBHOOK_STATE.PAUSED.ne(paused))
            .execute()
        == 1;
  }

  /** Forgets all trouble, because a person has enabled the webhook again. */
  public void forgive(DSLContext transaction, UUID id) {
    transaction
        .update(WEBHOOK_STATE)
        .set(WEBHOOK_STATE.CAUTION, 0)
        .set(WEBHOOK_STATE.CONSECUTIVE_FAILURES, 0)
        .setNull(WEBHOOK_STATE.FAILING_SINCE)
        .setNull(WEBHOOK_STATE.BLOCKED_UNTIL)
        .where(WEBHOOK_STATE.WEBHOOK_ID.eq(id))
        .execute();
    closeCircuit(transaction, id);
  }

  /** Lets everything go again; what is parked is looked at now. */
  public void closeCircuit(DSLContext transaction, UUID id) {
    transaction
        .update(WEBHOOK_STATE)
        .set(WEBHOOK_STATE.WAKES_AT, ifOpen(DatabaseClock.now(), WEBHOOK_STATE.WAKES_AT))
        .set(WEBHOOK_STATE.CIRCUIT, CLOSED)
        .set(WEBHOOK_STATE.CIRCUIT_FAILURES, 0)
        .setNull(WEBHOOK_STATE.CIRCUIT_PROBE_AT)
        .setNull(WEBHOOK_STATE.CIRCUIT_PROBE_SECONDS)
        .set(WEBHOOK_STATE.CIRCUIT_PROBED_NUMBER, 0L)
        .where(WEBHOOK_STATE.WEBHOOK_ID.eq(id))
        .execute();
  }

  /** Lets an open circuit probe at once, because what it sends to was changed. */
  public void probeNow(DSLContext transaction, UUID id) {
    transaction
        .update(WEBHOOK_STATE)
        .set(WEBHOOK_STATE.CIRCUIT_PROBE_AT, DatabaseClock.now())
        .set(WEBHOOK_STATE.WAKES_AT, DatabaseClock.now())
        .where(WEBHOOK_STATE.WEBHOOK_ID.eq(id), WEBHOOK_STATE.CIRCUIT.eq(OPEN))
        .execute();
  }

  private static Field<Instant> ifOpen(Field<Instant> then, Field<Instant> otherwise) {
    return DSL.when(WEBHOOK_STATE.CIRCUIT.eq(OPEN), then).otherwise(otherwise);
  }
}
