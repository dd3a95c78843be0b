package org.wardbell.activities.webhook.state;

import static org.wardbell.activities.database.generated.Tables.WEBHOOK_STATE;

import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.wardbell.activities.database.DatabaseClock;
import org.wardbell.activities.database.generated.tables.records.WebhookStateRecord;

/**
 * The only writer of {@code webhook_state}, inside its callers' transactions. The lock of a row
 * comes before those of the webhook's own row and its deliveries, and several are taken in order of
 * id.
 */
public final class WebhookStateRows {
  private WebhookStateRows() {}

  /** Returns the condition that a receiver fails: its last request did, or it only gets probes. */
  public static Condition isFailing() {
    return WEBHOOK_STATE
        .CONSECUTIVE_FAILURES
        .gt(0)
        .or(WEBHOOK_STATE.CIRCUIT.eq(Circuit.STORED_OPEN));
  }

  /**
   * Returns the condition that deliveries wait although nobody paused the webhook: its circuit is
   * open, or its receiver asked to be left alone.
   */
  public static Condition isHeldUp() {
    // Without deliveries that are parked there is no time to look after them.
    return WEBHOOK_STATE
        .WAKES_AT
        .isNotNull()
        .and(WEBHOOK_STATE.PAUSED.isFalse())
        .and(
            WEBHOOK_STATE
                .CIRCUIT
                .eq(Circuit.STORED_OPEN)
                .or(WEBHOOK_STATE.BLOCKED_UNTIL.gt(DatabaseClock.now())));
  }

  /** Inserts the row of a new webhook. */
  public static void insert(DSLContext transaction, UUID webhookId) {
    transaction.insertInto(WEBHOOK_STATE).set(WEBHOOK_STATE.WEBHOOK_ID, webhookId).execute();
  }

  /** Locks one row and reads it. */
  public static WebhookState lock(DSLContext transaction, UUID webhookId) {
    return WebhookState.of(
        transaction
            .selectFrom(WEBHOOK_STATE)
            .where(WEBHOOK_STATE.WEBHOOK_ID.eq(webhookId))
            .forUpdate()
            .fetchSingle());
  }

  /** Locks several rows, in order of id, and reads them. */
  public static Map<UUID, WebhookState> lock(DSLContext transaction, Collection<UUID> webhookIds) {
    return transaction
        .selectFrom(WEBHOOK_STATE)
        .where(WEBHOOK_STATE.WEBHOOK_ID.in(webhookIds))
        .orderBy(WEBHOOK_STATE.WEBHOOK_ID)
        .forUpdate()
        .fetchMap(WEBHOOK_STATE.WEBHOOK_ID, WebhookState::of);
  }

  /** Locks those of several rows that nobody else has locked, without waiting, and reads them. */
  public static Map<UUID, WebhookState> lockFree(
      DSLContext transaction, Collection<UUID> webhookIds) {
    if (webhookIds.isEmpty()) {
      return Map.of();
    }
    return transaction
        .selectFrom(WEBHOOK_STATE)
        .where(WEBHOOK_STATE.WEBHOOK_ID.in(webhookIds))
        .orderBy(WEBHOOK_STATE.WEBHOOK_ID)
        .forUpdate()
        .skipLocked()
        .fetchMap(WEBHOOK_STATE.WEBHOOK_ID, WebhookState::of);
  }

  /** Returns which of these rows exist, whoever has locked them. */
  public static Set<UUID> existing(DSLContext dsl, Collection<UUID> webhookIds) {
    return dsl.select(WEBHOOK_STATE.WEBHOOK_ID)
        .from(WEBHOOK_STATE)
        .where(WEBHOOK_STATE.WEBHOOK_ID.in(webhookIds))
        .fetchSet(WEBHOOK_STATE.WEBHOOK_ID);
  }

  /** Writes all that attempts teach about a receiver, and the wake time, of a locked row. */
  public static void update(DSLContext transaction, WebhookState state) {
    WebhookStateRecord row = new WebhookStateRecord();
    row.setCaution(state.caution());
    row.setConsecutiveFailures(state.failures());
    row.setFailingSince(state.failingSince());
    row.setLastSuccessAt(state.lastSuccess());
    row.setBlockedUntil(state.blockedUntil());
    row.setWakesAt(state.wakesAt());
    state.circuit().write(row);
    transaction
        .update(WEBHOOK_STATE)
        .set(row)
        .where(WEBHOOK_STATE.WEBHOOK_ID.eq(state.webhookId()))
        .execute();
  }

  /** Lets the open circuit of a locked row probe at once, because a person asks for it. */
  public static void probeByHand(DSLContext transaction, WebhookState state, Instant now) {
    WebhookStateRecord row = new WebhookStateRecord();
    state.circuit().byHand(now).write(row);
    row.setWakesAt(now);
    transaction
        .update(WEBHOOK_STATE)
        .set(row)
        .where(WEBHOOK_STATE.WEBHOOK_ID.eq(state.webhookId()))
        .execute();
  }

  /** Writes the circuit of a locked row while its probe is under way. */
  public static void probing(DSLContext transaction, UUID webhookId, Circuit circuit) {
    WebhookStateRecord row = new WebhookStateRecord();
    circuit.write(row);
    transaction
        .update(WEBHOOK_STATE)
        .set(row)
        .where(WEBHOOK_STATE.WEBHOOK_ID.eq(webhookId))
        .execute();
  }

  /** Writes when the webhook's rate allows the next request. */
  public static void usePermits(DSLContext transaction, UUID webhookId, Instant next) {
    transaction
        .update(WEBHOOK_STATE)
        .set(WEBHOOK_STATE.RATE_NEXT_AT, next)
        .where(WEBHOOK_STATE.WEBHOOK_ID.eq(webhookId))
        .execute();
  }

  /** Sets the wake time to now, so that the workflow looks after parked deliveries. */
  public static void wakeNow(DSLContext transaction, UUID webhookId) {
    wakeAt(transaction, webhookId, DatabaseClock.now());
  }

  /** Writes when the relay looks after the webhook if its workflow is gone; null for never. */
  public static void wakeAt(DSLContext transaction, UUID webhookId, @Nullable Instant time) {
    wakeAt(transaction, webhookId, DSL.val(time, WEBHOOK_STATE.WAKES_AT));
  }

  private static void wakeAt(DSLContext transaction, UUID webhookId, Field<Instant> time) {
    transaction
        .update(WEBHOOK_STATE)
        .set(WEBHOOK_STATE.WAKES_AT, time)
        .where(WEBHOOK_STATE.WEBHOOK_ID.eq(webhookId))
        .execute();
  }

  /** Sets the wake times of several webhooks to now; one statement, none for none. */
  public static void wakeNow(DSLContext transaction, Collection<UUID> webhookIds) {
    if (!webhookIds.isEmpty()) {
      transaction
          .update(WEBHOOK_STATE)
          .set(WEBHOOK_STATE.WAKES_AT, DatabaseClock.now())
          .where(WEBHOOK_STATE.WEBHOOK_ID.in(webhookIds))
          .execute();
    }
  }

  /**
   * Has the webhook's workflow look at once. However many call this before it does, one is told to
   * signal it: a signal costs Temporal as much as a workflow.
   *
   * @return whether the caller has to signal it after the commit; a signal that is lost is the
   *     relay's
   */
  public static boolean wake(DSLContext transaction, UUID webhookId) {
    return transaction
            .update(WEBHOOK_STATE)
            .set(WEBHOOK_STATE.WOKEN, true)
            .set(WEBHOOK_STATE.WAKES_AT, DatabaseClock.now())
            .where(WEBHOOK_STATE.WEBHOOK_ID.eq(webhookId))
            .and(WEBHOOK_STATE.WOKEN.isFalse())
            .execute()
        == 1;
  }

  /** Notes that the webhook's workflow was signalled, or that it looks from now on. */
  public static void woken(DSLContext transaction, UUID webhookId, boolean woken) {
    transaction
        .update(WEBHOOK_STATE)
        .set(WEBHOOK_STATE.WOKEN, woken)
        .where(WEBHOOK_STATE.WEBHOOK_ID.eq(webhookId))
        .execute();
  }

  /** Notes how far the look for deliveries that stand in no line has got. */
  public static void lined(DSLContext transaction, UUID webhookId, LineLook look) {
    transaction
        .update(WEBHOOK_STATE)
        .set(WEBHOOK_STATE.LINED_AT, look.endedAt())
        .set(WEBHOOK_STATE.LINED_THROUGH, look.through())
        .set(WEBHOOK_STATE.LINED_AGAIN, look.again())
        .where(WEBHOOK_STATE.WEBHOOK_ID.eq(webhookId))
        .execute();
  }

  /** Writes both times of a webhook that a drain claimed deliveries of. */
  public static void drained(
      DSLContext transaction, UUID webhookId, Instant wakesAt, @Nullable Instant rateNextAt) {
    transaction
        .update(WEBHOOK_STATE)
        .set(WEBHOOK_STATE.WAKES_AT, wakesAt)
        .set(WEBHOOK_STATE.RATE_NEXT_AT, rateNextAt)
        .where(WEBHOOK_STATE.WEBHOOK_ID.eq(webhookId))
        .execute();
  }

  /**
   * Pauses or resumes the webhook; false if that was so already. Its workflow is due at once in
   * both cases: what is not woken by a signal the relay finds. The time of a pause that is over
   * does not count for its deliveries.
   */
  public static boolean setPaused(DSLContext transaction, UUID webhookId, boolean paused) {
    return transaction
            .update(WEBHOOK_STATE)
            // MySQL assigns from left to right: this reads the pause as it was.
            .set(
                WEBHOOK_STATE.UNCOUNTED_MICROS,
                paused ? WEBHOOK_STATE.UNCOUNTED_MICROS : uncounted(WEBHOOK_STATE.PAUSED_SINCE))
            .set(
                WEBHOOK_STATE.PAUSED_SINCE,
                paused ? DatabaseClock.now() : DSL.inline(null, WEBHOOK_STATE.PAUSED_SINCE))
            .set(WEBHOOK_STATE.PAUSED, paused)
            .set(WEBHOOK_STATE.WAKES_AT, DatabaseClock.now())
            .where(WEBHOOK_STATE.WEBHOOK_ID.eq(webhookId), WEBHOOK_STATE.PAUSED.ne(paused))
            .execute()
        == 1;
  }

  /**
   * Leaves out the time since then for the webhook's deliveries, because nobody of ours looked
   * after them; it is due now.
   */
  public static void leaveOut(DSLContext transaction, UUID webhookId, Instant since) {
    transaction
        .update(WEBHOOK_STATE)
        .set(WEBHOOK_STATE.UNCOUNTED_MICROS, uncounted(DSL.val(since, WEBHOOK_STATE.PAUSED_SINCE)))
        .set(WEBHOOK_STATE.WAKES_AT, DatabaseClock.now())
        .where(WEBHOOK_STATE.WEBHOOK_ID.eq(webhookId))
        .execute();
  }

  /**
   * Leaves out the time since then for several webhooks, because there was none: the database is
   * that of then. It counts neither against their deliveries nor for the length of a trouble.
   */
  public static void skipTime(DSLContext transaction, Collection<UUID> webhookIds, Instant since) {
    transaction
        .update(WEBHOOK_STATE)
        .set(
            WEBHOOK_STATE.UNCOUNTED_MICROS,
            // The time of a pause does not count anyway.
            DSL.when(WEBHOOK_STATE.PAUSED.isTrue(), WEBHOOK_STATE.UNCOUNTED_MICROS)
                .otherwise(uncounted(DSL.val(since, WEBHOOK_STATE.PAUSED_SINCE))))
        .set(
            WEBHOOK_STATE.FAILING_SINCE,
            DSL.field(
                "{0} + interval greatest(timestampdiff(microsecond, {1}, {2}), 0) microsecond",
                WEBHOOK_STATE.FAILING_SINCE.getDataType(),
                WEBHOOK_STATE.FAILING_SINCE,
                DSL.val(since, WEBHOOK_STATE.FAILING_SINCE),
                DatabaseClock.now()))
        .set(
            WEBHOOK_STATE.WAKES_AT,
            DSL.when(WEBHOOK_STATE.WAKES_AT.isNotNull(), DatabaseClock.now()))
        .where(WEBHOOK_STATE.WEBHOOK_ID.in(webhookIds))
        .execute();
  }

  /** Returns what does not count, with the time since then added. */
  private static Field<Long> uncounted(Field<Instant> since) {
    return DSL.field(
        "{0} + coalesce(greatest(timestampdiff(microsecond, {1}, {2}), 0), 0)",
        WEBHOOK_STATE.UNCOUNTED_MICROS.getDataType(),
        WEBHOOK_STATE.UNCOUNTED_MICROS,
        since,
        DatabaseClock.now());
  }

  /**
   * Has deliveries cancelled that are open now, because the webhook is disabled or deleted. They
   * are ended by its workflow, which is due at once.
   *
   * @param last number of the last delivery there is
   */
  public static void cancelThrough(DSLContext transaction, UUID webhookId, long last) {
    transaction
        .update(WEBHOOK_STATE)
        .set(WEBHOOK_STATE.CANCELS_THROUGH, last)
        .set(WEBHOOK_STATE.WAKES_AT, DatabaseClock.now())
        .where(WEBHOOK_STATE.WEBHOOK_ID.eq(webhookId))
        .execute();
  }

  /** Notes that all of these have ended. */
  public static void cancelled(DSLContext transaction, UUID webhookId) {
    transaction
        .update(WEBHOOK_STATE)
        .set(WEBHOOK_STATE.CANCELS_THROUGH, 0L)
        .where(WEBHOOK_STATE.WEBHOOK_ID.eq(webhookId))
        .execute();
  }

  /** Forgets all trouble, because a person has enabled the webhook again. */
  public static void forgive(DSLContext transaction, UUID webhookId) {
    transaction
        .update(WEBHOOK_STATE)
        .set(WEBHOOK_STATE.CAUTION, 0)
        .set(WEBHOOK_STATE.CONSECUTIVE_FAILURES, 0)
        .setNull(WEBHOOK_STATE.FAILING_SINCE)
        .setNull(WEBHOOK_STATE.BLOCKED_UNTIL)
        .where(WEBHOOK_STATE.WEBHOOK_ID.eq(webhookId))
        .execute();
    closeCircuit(transaction, webhookId);
  }

  /** Closes the circuit; if it was open, parked deliveries are looked at now. */
  public static void closeCircuit(DSLContext transaction, UUID webhookId) {
    WebhookStateRecord closed = new WebhookStateRecord();
    Circuit.CLOSED.write(closed);
    transaction
        .update(WEBHOOK_STATE)
        // MySQL assigns from left to right: this reads the circuit as it was.
        .set(
            WEBHOOK_STATE.WAKES_AT,
            DSL.when(WEBHOOK_STATE.CIRCUIT.eq(Circuit.STORED_OPEN), DatabaseClock.now())
                .otherwise(WEBHOOK_STATE.WAKES_AT))
        .set(closed)
        .where(WEBHOOK_STATE.WEBHOOK_ID.eq(webhookId))
        .execute();
  }

  /** Lets an open circuit probe at once, because the webhook's settings were changed. */
  public static void probeNow(DSLContext transaction, UUID webhookId) {
    transaction
        .update(WEBHOOK_STATE)
        .set(WEBHOOK_STATE.CIRCUIT_PROBE_AT, DatabaseClock.now())
        .set(WEBHOOK_STATE.WAKES_AT, DatabaseClock.now())
        .where(
            WEBHOOK_STATE.WEBHOOK_ID.eq(webhookId), WEBHOOK_STATE.CIRCUIT.eq(Circuit.STORED_OPEN))
        .execute();
  }
}
