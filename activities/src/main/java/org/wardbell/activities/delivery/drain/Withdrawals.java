package org.wardbell.activities.delivery.drain;

import static org.jooq.impl.DSL.count;
import static org.jooq.impl.DSL.min;
import static org.wardbell.activities.database.generated.Tables.DELIVERY;
import static org.wardbell.activities.database.generated.Tables.WEBHOOK;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Record2;
import org.jspecify.annotations.Nullable;
import org.wardbell.activities.database.Contention;
import org.wardbell.activities.database.DatabaseClock;
import org.wardbell.activities.database.generated.tables.records.DeliveryRecord;
import org.wardbell.activities.delivery.state.DeliveryTransitions;
import org.wardbell.activities.temporal.Heartbeat;
import org.wardbell.activities.webhook.state.WebhookState;
import org.wardbell.activities.webhook.state.WebhookStateRows;
import org.wardbell.workflows.delivery.DeliveryStatus;
import org.wardbell.workflows.webhook.DrainResult;

/**
 * Cancels the deliveries that were open when their webhook was disabled or deleted, and those that
 * were parked by somebody who did not see that yet. Needs no settings of the webhook, so it works
 * for one that cannot be opened as well.
 */
final class Withdrawals {
  /** Each of these is more than one statement. */
  private static final int LOST_AT_ONCE = 100;

  /** A lease that ends this moment is no reason to ask again and again. */
  private static final Duration SHORTEST_WAIT = Duration.ofSeconds(1);

  private final DSLContext dsl;

  Withdrawals(DSLContext dsl) {
    this.dsl = dsl;
  }

  /** The state of affairs after a chunk. */
  private sealed interface Step {
    /** There may be more. */
    record More() implements Step {}

    /** The webhook is at work, and nothing of before is left. */
    record AtWork() implements Step {}

    /** The webhook is withdrawn, and nothing of it waits; requests may be under way. */
    record Ended(int underWay, Duration untilLease) implements Step {}
  }

  /**
   * Cancels chunk by chunk.
   *
   * @return the drain's result, or null if the webhook is at work and its drain goes on
   */
  @Nullable DrainResult run(UUID webhookId, Heartbeat life) {
    Step[] last = {new Step.More()};
    Chunks.run(
        life,
        () -> {
          last[0] = Contention.result(dsl, transaction -> step(transaction.dsl(), webhookId));
          return last[0] instanceof Step.More;
        });
    return switch (last[0]) {
      case Step.AtWork() -> null;
      case Step.More() -> new DrainResult(0, DrainRest.open(dsl, webhookId), 0);
      case Step.Ended(int underWay, Duration wait) -> new DrainResult(0, underWay, wait.toMillis());
    };
  }

  private static Step step(DSLContext transaction, UUID webhookId) {
    WebhookState state = WebhookStateRows.lock(transaction, webhookId);
    boolean withdrawn = isWithdrawn(transaction, webhookId);
    if (!withdrawn && !state.cancels()) {
      return new Step.AtWork();
    }
    Condition which = DELIVERY.WEBHOOK_ID.eq(webhookId);
    if (!withdrawn) {
      which = which.and(DELIVERY.NUMBER.le(state.cancelsThrough()));
    }
    Instant now = DatabaseClock.read(transaction);
    if (endLost(transaction, which, now) + cancel(transaction, which) > 0) {
      WebhookStateRows.wakeNow(transaction, webhookId); // Somebody works on it until now.
      return new Step.More();
    }
    WebhookStateRows.cancelled(transaction, webhookId);
    return withdrawn ? ended(transaction, webhookId, now) : new Step.AtWork();
  }

  private static boolean isWithdrawn(DSLContext transaction, UUID webhookId) {
    return transaction.fetchExists(
        WEBHOOK,
        WEBHOOK.ID.eq(webhookId),
        WEBHOOK.ENABLED.isFalse().or(WEBHOOK.DELETED_AT.isNotNull()));
  }

  /** Ends what is under way with a lease that is over, whoever had it. */
  private static int endLost(DSLContext transaction, Condition which, Instant now) {
    List<DeliveryRecord> lost =
        transaction
            .selectFrom(DELIVERY)
            .where(which)
            .and(DELIVERY.STATUS.eq(DeliveryStatus.SENDING.name()))
            .and(DELIVERY.WAKES_AT.le(now))
            .limit(LOST_AT_ONCE)
            .forUpdate()
            .skipLocked()
            .fetch();
    for (DeliveryRecord delivery : lost) {
      DeliveryTransitions.lose(transaction, delivery, now);
      DeliveryTransitions.cancel(delivery, now);
    }
    return lost.size();
  }

  /** The rows are locked first, so that none moves between the statements that end them. */
  private static int cancel(DSLContext transaction, Condition which) {
    List<UUID> open =
        transaction
            .select(DELIVERY.ID)
            .from(DELIVERY)
            .where(which)
            .and(
                DELIVERY
                    .STATUS
                    .in(DeliveryStatus.PARKED.name(), DeliveryStatus.PENDING.name())
                    .or(
                        DELIVERY
                            .STATUS
                            .eq(DeliveryStatus.SENDING.name())
                            .and(DELIVERY.CANCEL_REQUESTED.isFalse())))
            .limit(DeliveryTransitions.CHUNK)
            .forUpdate()
            .fetch(DELIVERY.ID);
    if (!open.isEmpty()) {
      DeliveryTransitions.cancel(transaction, open);
    }
    return open.size();
  }

  /** Looks after what is under way when the first lease ends. */
  private static Step ended(DSLContext transaction, UUID webhookId, Instant now) {
    Record2<Integer, Instant> underWay =
        transaction
            .select(count(), min(DELIVERY.WAKES_AT))
            .from(DELIVERY)
            .where(DELIVERY.WEBHOOK_ID.eq(webhookId))
            .and(DELIVERY.STATUS.eq(DeliveryStatus.SENDING.name()))
            .fetchSingle();
    Instant lease = underWay.value2();
    WebhookStateRows.wakeAt(transaction, webhookId, lease);
    Duration wait = lease == null ? WebhookState.LONGEST_WAIT : Duration.between(now, lease);
    return new Step.Ended(
        underWay.value1(), wait.compareTo(SHORTEST_WAIT) < 0 ? SHORTEST_WAIT : wait);
  }
}
