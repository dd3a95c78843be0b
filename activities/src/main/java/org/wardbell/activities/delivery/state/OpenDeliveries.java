package org.wardbell.activities.delivery.state;

import static org.wardbell.activities.database.generated.Tables.DELIVERY;

import java.time.Instant;
import java.util.Collection;
import java.util.UUID;
import org.jooq.DSLContext;
import org.wardbell.activities.database.DatabaseClock;
import org.wardbell.activities.webhook.state.ParkedReason;
import org.wardbell.activities.webhook.state.WebhookState;
import org.wardbell.activities.webhook.state.WebhookStateRows;
import org.wardbell.workflows.delivery.DeliveryStatus;

/** The open deliveries of a webhook, moved together because a person or its trouble decides so. */
public final class OpenDeliveries {
  /**
   * Takes the lock of a webhook's state, which comes before the webhook's row and its deliveries: a
   * transaction that changes several of these begins with it.
   */
  public void lock(DSLContext transaction, UUID webhookId) {
    WebhookStateRows.lock(transaction, webhookId);
  }

  /**
   * Ends all open deliveries of a webhook that was disabled or deleted. A request under way keeps
   * its outcome: it is recorded first, and what would have been tried again is cancelled then.
   */
  public void cancelAll(DSLContext transaction, UUID webhookId) {
    DeliveryTransitions.cancel(transaction, DELIVERY.WEBHOOK_ID.eq(webhookId));
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
    DeliveryTransitions.cancel(transaction, DELIVERY.ID.eq(deliveryId));
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
    DeliveryTransitions.cancel(transaction, DELIVERY.REPLAY_ID.eq(replayId));
  }

  /** Parks what waits for its next attempt, because the webhook was paused. */
  public void parkAll(DSLContext transaction, UUID webhookId) {
    WebhookStateRows.lock(transaction, webhookId);
    parkPending(transaction, webhookId, ParkedReason.PAUSED);
    WebhookStateRows.wakeNow(transaction, webhookId);
  }

  /**
   * Parks what waits for its next attempt. The caller holds the lock of the webhook's state and
   * sees to its wake time.
   */
  public void parkPending(DSLContext transaction, UUID webhookId, ParkedReason reason) {
    DeliveryTransitions.park(transaction, DELIVERY.WEBHOOK_ID.eq(webhookId), reason);
  }

  /** Makes due what is parked for a reason that is over. The caller holds the state's lock. */
  public void makeDue(DSLContext transaction, UUID webhookId, ParkedReason reason, Instant now) {
    DeliveryTransitions.makeDue(transaction, webhookId, reason, now);
  }

  /**
   * Adds the time of a pause that is over to the ends of the deliveries that it held up: paused
   * time does not count. The caller has just changed the webhook's state, and so holds its lock.
   */
  public void endPause(DSLContext transaction, UUID webhookId) {
    Instant since = WebhookStateRows.endPause(transaction, webhookId);
    if (since != null) {
      DeliveryTransitions.extend(transaction, webhookId, since);
    }
  }

  /** Adds the time since then, in which nobody looked after them, to the ends of deliveries. */
  public void endAbsence(DSLContext transaction, UUID webhookId, Instant since) {
    DeliveryTransitions.extend(transaction, webhookId, since);
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
      case NO_SLOT, OVERFLOW, RATE, ORDER, RETRY, REPEAT -> true;
    };
  }
}
