package org.wardbell.activities.delivery.state;

import static org.wardbell.activities.database.generated.Tables.DELIVERY;
import static org.wardbell.activities.database.generated.Tables.WEBHOOK_STATE;

import java.time.Instant;
import java.util.Collection;
import java.util.UUID;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.wardbell.activities.database.DatabaseClock;
import org.wardbell.activities.delivery.matching.WebhookMatcher;
import org.wardbell.activities.webhook.state.ParkedReason;
import org.wardbell.activities.webhook.state.WebhookState;
import org.wardbell.workflows.delivery.DeliveryStatus;

/** Moves a webhook's open deliveries when a person, or the webhook's own trouble, decides so. */
public final class OpenDeliveries {
  /**
   * Takes the lock of a webhook's state, which comes before the webhook's row and its deliveries.
   * Whoever changes several of these begins with it.
   */
  public void lock(DSLContext transaction, UUID webhookId) {
    WebhookMatcher.lockCondition(transaction, webhookId);
  }

  /**
   * Ends all open deliveries of a webhook that was disabled or deleted. A request under way keeps
   * its outcome: it is recorded first, and what would have been tried again is cancelled then.
   */
  public void cancelAll(DSLContext transaction, UUID webhookId) {
    cancel(transaction, DELIVERY.WEBHOOK_ID.eq(webhookId));
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
    cancel(transaction, DELIVERY.ID.eq(deliveryId));
    return switch (status) {
      case PENDING, PARKED, CANCELLED -> new CancelResult.Cancelled();
      case SENDING -> new CancelResult.Requested();
      case DELIVERED, EXHAUSTED, REFUSED, GONE -> new CancelResult.Ended(status);
    };
  }

  /** Ends what is open of a replay job, under the same rule; locked first for the same reason. */
  public static void cancelReplay(DSLContext transaction, UUID replayId) {
    var _ =
        transaction
            .select(DELIVERY.ID)
            .from(DELIVERY)
            .where(DELIVERY.REPLAY_ID.eq(replayId))
            .and(
                DELIVERY.STATUS.in(
                    DeliveryStatus.PENDING.name(),
                    DeliveryStatus.SENDING.name(),
                    DeliveryStatus.PARKED.name()))
            .forUpdate()
            .fetch();
    cancel(transaction, DELIVERY.REPLAY_ID.eq(replayId));
  }

  static void cancel(DSLContext transaction, Condition which) {
    transaction
        .update(DELIVERY)
        .set(DELIVERY.STATUS, DeliveryStatus.CANCELLED.name())
        .set(DELIVERY.OWNER, (String) null)
        .set(DELIVERY.PARKED_REASON, (String) null)
        .set(DELIVERY.NEXT_ATTEMPT_AT, (Instant) null)
        .set(DELIVERY.WAKES_AT, (Instant) null)
        .set(DELIVERY.FINISHED_AT, DatabaseClock.now())
        .where(which)
        .and(DELIVERY.STATUS.in(DeliveryStatus.PENDING.name(), DeliveryStatus.PARKED.name()))
        .execute();
    transaction
        .update(DELIVERY)
        .set(DELIVERY.CANCEL_REQUESTED, true)
        .where(which)
        .and(DELIVERY.STATUS.eq(DeliveryStatus.SENDING.name()))
        .execute();
  }

  /** Parks what waits for its next attempt, because the webhook was paused. */
  public void parkAll(DSLContext transaction, UUID webhookId) {
    WebhookMatcher.lockCondition(transaction, webhookId);
    parkPending(transaction, webhookId, ParkedReason.PAUSED);
    wakeNow(transaction, webhookId);
  }

  /**
   * Parks what waits for its next attempt. The caller holds the lock of the webhook's state and
   * sees to its wake time.
   */
  public void parkPending(DSLContext transaction, UUID webhookId, ParkedReason reason) {
    transaction
        .update(DELIVERY)
        .set(DELIVERY.STATUS, DeliveryStatus.PARKED.name())
        .set(DELIVERY.OWNER, Owner.WEBHOOK.stored)
        .set(DELIVERY.PARKED_REASON, reason.stored)
        .set(DELIVERY.WAKES_AT, (Instant) null)
        .where(DELIVERY.WEBHOOK_ID.eq(webhookId))
        .and(DELIVERY.STATUS.eq(DeliveryStatus.PENDING.name()))
        .execute();
  }

  /** Makes due what is parked for a reason that is over. The caller holds the state's lock. */
  public void release(DSLContext transaction, UUID webhookId, ParkedReason reason, Instant now) {
    transaction
        .update(DELIVERY)
        .set(DELIVERY.NEXT_ATTEMPT_AT, now)
        .where(DELIVERY.WEBHOOK_ID.eq(webhookId))
        .and(DELIVERY.STATUS.eq(DeliveryStatus.PARKED.name()))
        .and(DELIVERY.PARKED_REASON.eq(reason.stored))
        .and(DELIVERY.NEXT_ATTEMPT_AT.gt(now))
        .execute();
  }

  /**
   * Adds the time of a pause that is over to the ends of the deliveries that it held up: paused
   * time does not count. The caller has just changed the webhook's state, and so holds its lock.
   */
  public void endPause(DSLContext transaction, UUID webhookId) {
    Instant since =
        transaction
            .select(WEBHOOK_STATE.PAUSED_SINCE)
            .from(WEBHOOK_STATE)
            .where(WEBHOOK_STATE.WEBHOOK_ID.eq(webhookId))
            .fetchSingle(WEBHOOK_STATE.PAUSED_SINCE);
    if (since == null) {
      return;
    }
    extendEnds(transaction, webhookId, since);
    transaction
        .update(WEBHOOK_STATE)
        .setNull(WEBHOOK_STATE.PAUSED_SINCE)
        .where(WEBHOOK_STATE.WEBHOOK_ID.eq(webhookId))
        .execute();
  }

  /** Adds the time since then, or since they were made, to the ends of open deliveries. */
  public static void extendEnds(DSLContext transaction, UUID webhookId, Instant since) {
    transaction
        .update(DELIVERY)
        .set(
            DELIVERY.EXHAUSTS_AT,
            DSL.field(
                "{0} + interval timestampdiff(microsecond, {1}, {2}) microsecond",
                DELIVERY.EXHAUSTS_AT.getDataType(),
                DELIVERY.EXHAUSTS_AT,
                DSL.greatest(DSL.val(since, DELIVERY.CREATED_AT), DELIVERY.CREATED_AT),
                DatabaseClock.now()))
        .where(DELIVERY.WEBHOOK_ID.eq(webhookId))
        .and(DELIVERY.STATUS.in("PENDING", "SENDING", "PARKED"))
        .execute();
  }

  /**
   * Hands deliveries that wait in the regular lane to their webhook's workflow.
   *
   * @return how many were still waiting there
   */
  public int park(
      DSLContext transaction, UUID webhookId, Collection<UUID> deliveryIds, ParkedReason reason) {
    WebhookState condition = WebhookMatcher.lockCondition(transaction, webhookId);
    if (!holds(reason, condition, DatabaseClock.read(transaction))) {
      return 0;
    }
    int parked =
        transaction
            .update(DELIVERY)
            .set(DELIVERY.STATUS, DeliveryStatus.PARKED.name())
            .set(DELIVERY.OWNER, Owner.WEBHOOK.stored)
            .set(DELIVERY.PARKED_REASON, reason.stored)
            .set(DELIVERY.WAKES_AT, (Instant) null)
            .where(DELIVERY.ID.in(deliveryIds))
            .and(DELIVERY.STATUS.eq(DeliveryStatus.PENDING.name()))
            .and(DELIVERY.OWNER.eq(Owner.EVENT.stored))
            .execute();
    wakeNow(transaction, webhookId);
    return parked;
  }

  private static boolean holds(ParkedReason reason, WebhookState condition, Instant now) {
    return switch (reason) {
      case PAUSED, LIMITED, CIRCUIT -> condition.obstacle(now) == reason;
      case NO_SLOT, OVERFLOW, RATE, ORDER, RETRY, REPEAT -> true;
    };
  }

  public static void wakeNow(DSLContext transaction, UUID webhookId) {
    wakeAt(transaction, webhookId, DatabaseClock.now());
  }

  /** The relay looks after the webhook from then on, if its workflow is gone. */
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
}
