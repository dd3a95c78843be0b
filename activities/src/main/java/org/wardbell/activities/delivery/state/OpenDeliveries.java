package org.wardbell.activities.delivery.state;

import static org.jooq.impl.DSL.max;
import static org.wardbell.activities.database.generated.Tables.ATTEMPT;
import static org.wardbell.activities.database.generated.Tables.DELIVERY;
import static org.wardbell.activities.database.generated.Tables.WEBHOOK;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jooq.DSLContext;
import org.jooq.Record1;
import org.jooq.SelectConditionStep;
import org.jooq.Table;
import org.jooq.impl.DSL;
import org.jooq.types.UByte;
import org.wardbell.activities.database.DatabaseClock;
import org.wardbell.activities.delivery.line.LineWaits;
import org.wardbell.activities.webhook.state.ParkedReason;
import org.wardbell.activities.webhook.state.WebhookState;
import org.wardbell.activities.webhook.state.WebhookStateRows;
import org.wardbell.workflows.delivery.DeliveryStatus;

/** The open deliveries of a webhook, moved together because a person or its trouble decides so. */
public final class OpenDeliveries {
  /** The result of a request to cancel a delivery. */
  public sealed interface CancelResult {
    /** It is over, by this or an earlier request; nothing more is sent. */
    record Cancelled() implements CancelResult {}

    /** A request is under way: its outcome counts, and what would be tried again is cancelled. */
    record Requested() implements CancelResult {}

    /** It had ended otherwise before, and stays so. */
    record Ended(DeliveryStatus status) implements CancelResult {}
  }

  /** Every {@code delivery.urgency} there is: live traffic, resends, replays. */
  public static final List<UByte> URGENCIES =
      List.of(UByte.valueOf(0), UByte.valueOf(1), UByte.valueOf(2));

  /**
   * Takes the lock of a webhook's state, which comes before the webhook's row and its deliveries: a
   * transaction that changes several of these begins with it.
   */
  public void lock(DSLContext transaction, UUID webhookId) {
    WebhookStateRows.lock(transaction, webhookId);
  }

  /**
   * Withdraws all open deliveries of a webhook that was disabled or deleted: no lane claims one of
   * them any more, also if the webhook is enabled again at once. One row, however many they are;
   * the webhook's workflow, which the caller wakes after the commit, cancels them. A request under
   * way keeps its outcome: it is recorded first, and what would have been tried again is cancelled
   * then.
   */
  public void withdraw(DSLContext transaction, UUID webhookId) {
    Long last = transaction.select(max(DELIVERY.NUMBER)).from(DELIVERY).fetchSingle().value1();
    WebhookStateRows.cancelThrough(transaction, webhookId, last == null ? 0 : last);
  }

  /** Ends one delivery, under the same rule. Its row is locked, so that it moves nowhere else. */
  public CancelResult cancelOne(DSLContext transaction, UUID deliveryId) {
    DeliveryStatus status =
        DeliveryStatus.valueOf(
            transaction
                .select(DELIVERY.STATUS)
                .from(DELIVERY)
                .where(DELIVERY.ID.eq(deliveryId))
                .forUpdate()
                .fetchSingle(DELIVERY.STATUS));
    DeliveryTransitions.cancel(transaction, List.of(deliveryId));
    return switch (status) {
      case PENDING, PARKED, CANCELLED -> new CancelResult.Cancelled();
      case SENDING -> new CancelResult.Requested();
      case DELIVERED, EXHAUSTED, REFUSED, GONE -> new CancelResult.Ended(status);
    };
  }

  /**
   * Ends deliveries under the same rule, whatever their webhooks. Their rows are locked in order.
   *
   * @param ids as many as one transaction may move
   * @return how many were open, and not to be cancelled anyway
   */
  public static int cancelAll(DSLContext transaction, Collection<UUID> ids) {
    if (ids.isEmpty()) {
      return 0;
    }
    Map<UUID, Boolean> locked =
        transaction
            .select(
                DELIVERY.ID,
                DELIVERY.FINISHED_AT.isNull().and(DELIVERY.CANCEL_REQUESTED.isFalse()).as("open"))
            .from(DELIVERY)
            .where(DELIVERY.ID.in(ids))
            .orderBy(DELIVERY.ID)
            .forUpdate()
            .fetchMap(DELIVERY.ID, row -> row.get("open", Boolean.class));
    DeliveryTransitions.cancel(transaction, locked.keySet());
    return (int) locked.values().stream().filter(open -> open).count();
  }

  /**
   * Ends what is open of a replay job, under the same rule; locked first for the same reason. A job
   * has few open deliveries at a time, however many it makes.
   */
  public static void cancelReplay(DSLContext transaction, UUID replayId) {
    List<UUID> open =
        transaction
            .select(DELIVERY.ID)
            .from(DELIVERY)
            .where(DELIVERY.REPLAY_ID.eq(replayId))
            .and(
                DELIVERY.STATUS.in(
                    DeliveryStatus.PENDING.name(),
                    DeliveryStatus.SENDING.name(),
                    DeliveryStatus.PARKED.name()))
            .limit(DeliveryTransitions.CHUNK)
            .forUpdate()
            .fetch(DELIVERY.ID);
    DeliveryTransitions.cancel(transaction, open);
  }

  /** Parks what waits for its next attempt, because the webhook was paused. */
  public void parkAll(DSLContext transaction, UUID webhookId) {
    WebhookStateRows.lock(transaction, webhookId);
    parkPending(transaction, webhookId, ParkedReason.PAUSED);
    WebhookStateRows.wakeNow(transaction, webhookId);
  }

  /**
   * Parks what waits for its next attempt, so much of it as one transaction may move. The rest is
   * parked by the regular lane as each wakes and finds the same obstacle. The caller holds the lock
   * of the webhook's state and sees to its wake time.
   */
  public void parkPending(DSLContext transaction, UUID webhookId, ParkedReason reason) {
    DeliveryTransitions.park(transaction, DELIVERY.WEBHOOK_ID.eq(webhookId), reason);
  }

  /**
   * Makes due what the circuit held back, which is closed: of each urgency the oldest, which go
   * first. Those behind them are made due by the drain that has sent these. The caller holds the
   * state's lock.
   */
  public void freeOldest(DSLContext transaction, UUID webhookId, Instant now) {
    List<UUID> waiting =
        waiting(transaction, webhookId, URGENCIES.get(0), now)
            .unionAll(waiting(transaction, webhookId, URGENCIES.get(1), now))
            .unionAll(waiting(transaction, webhookId, URGENCIES.get(2), now))
            .limit(DeliveryTransitions.CHUNK)
            .fetch(Record1::value1);
    if (!waiting.isEmpty()) {
      DeliveryTransitions.makeDue(transaction, waiting, ParkedReason.CIRCUIT, now);
      LineWaits.over(transaction, waiting);
    }
  }

  /** Those of the oldest that are not due. Stays inside the index. */
  private static SelectConditionStep<Record1<UUID>> waiting(
      DSLContext transaction, UUID webhookId, UByte urgency, Instant now) {
    Table<?> oldest =
        transaction
            .select(DELIVERY.ID, DELIVERY.NEXT_ATTEMPT_AT)
            .from(DELIVERY)
            .where(DELIVERY.WEBHOOK_ID.eq(webhookId))
            .and(DELIVERY.STATUS.eq(DeliveryStatus.PARKED.name()))
            .and(DELIVERY.URGENCY.eq(urgency))
            .orderBy(DELIVERY.NUMBER)
            .limit(DeliveryTransitions.CHUNK)
            .asTable("oldest");
    return transaction
        .select(oldest.field(DELIVERY.ID))
        .from(oldest)
        .where(oldest.field(DELIVERY.NEXT_ATTEMPT_AT).gt(now));
  }

  /**
   * The result of parking.
   *
   * @param count of those that were still waiting in the regular lane
   * @param wake whether the webhook's workflow has to be signalled after the commit
   */
  public record Parked(int count, boolean wake) {}

  /** Hands deliveries that wait in the regular lane to their webhook's workflow. */
  public Parked park(
      DSLContext transaction, UUID webhookId, Collection<UUID> deliveryIds, ParkedReason reason) {
    WebhookState state = WebhookStateRows.lock(transaction, webhookId);
    if (!holds(reason, state, DatabaseClock.read(transaction))) {
      return new Parked(0, false);
    }
    int parked =
        DeliveryTransitions.park(
            transaction,
            DELIVERY.ID.in(deliveryIds).and(DELIVERY.OWNER.eq(Owner.EVENT.stored)),
            reason);
    return new Parked(parked, WebhookStateRows.wake(transaction, webhookId));
  }

  private static boolean holds(ParkedReason reason, WebhookState state, Instant now) {
    return switch (reason) {
      case PAUSED, LIMITED, CIRCUIT -> state.obstacle(now) == reason;
      case NO_SLOT, OVERFLOW, RATE, ORDER, RETRY, UNREADABLE, EXPRESSION, REPEAT -> true;
    };
  }

  /** The result of a person's wish that an open circuit probes now. */
  public enum ProbeResult {
    /** The webhook's workflow probes as soon as the caller has woken it. */
    ORDERED,
    /** A probe is under way; there is one at a time, and its outcome decides. */
    UNDER_WAY,
    /** It is closed, so that everything is sent. */
    CLOSED,
    /** A person paused the webhook. */
    PAUSED,
    /** The receiver asked to be left alone. */
    LIMITED,
    /** The webhook is disabled or deleted. */
    OFF
  }

  /**
   * Lets an open circuit probe now, as it would at its time: a real attempt of the next delivery
   * that is due by its own schedule. Takes the lock of the webhook's state, so that there is one
   * probe at a time.
   */
  public ProbeResult probe(DSLContext transaction, UUID webhookId) {
    WebhookState state = WebhookStateRows.lock(transaction, webhookId);
    Instant now = DatabaseClock.read(transaction);
    boolean on =
        transaction.fetchExists(
            WEBHOOK,
            WEBHOOK.ID.eq(webhookId),
            WEBHOOK.ENABLED.isTrue(),
            WEBHOOK.DELETED_AT.isNull());
    if (!on) {
      return ProbeResult.OFF;
    }
    if (!state.circuit().open()) {
      return ProbeResult.CLOSED;
    }
    if (state.obstacle(now) != ParkedReason.CIRCUIT) {
      return state.paused() ? ProbeResult.PAUSED : ProbeResult.LIMITED;
    }
    if (isProbed(transaction, webhookId, state.circuit().probed(), now)) {
      return ProbeResult.UNDER_WAY;
    }
    WebhookStateRows.probeByHand(transaction, state, now);
    return ProbeResult.ORDERED;
  }

  /** Returns whether a request of the delivery that was probed last is under way. */
  private static boolean isProbed(
      DSLContext transaction, UUID webhookId, long number, Instant now) {
    return transaction.fetchExists(
        DSL.selectOne()
            .from(DELIVERY)
            .join(ATTEMPT)
            .on(ATTEMPT.DELIVERY_ID.eq(DELIVERY.ID))
            .where(DELIVERY.NUMBER.eq(number))
            .and(DELIVERY.WEBHOOK_ID.eq(webhookId))
            .and(ATTEMPT.LEASE_UNTIL.gt(now)));
  }
}
