package org.wardbell.activities.delivery;

import static org.jooq.impl.DSL.coalesce;
import static org.jooq.impl.DSL.count;
import static org.jooq.impl.DSL.min;
import static org.jooq.impl.DSL.when;
import static org.wardbell.activities.database.generated.Tables.DELIVERY;
import static org.wardbell.activities.database.generated.Tables.EVENT;
import static org.wardbell.activities.database.generated.Tables.WEBHOOK;
import static org.wardbell.activities.database.generated.Tables.WEBHOOK_STATE;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jspecify.annotations.Nullable;
import org.wardbell.activities.database.DatabaseClock;
import org.wardbell.activities.database.generated.tables.records.DeliveryRecord;
import org.wardbell.activities.database.generated.tables.records.EventRecord;
import org.wardbell.activities.database.generated.tables.records.WebhookRecord;
import org.wardbell.activities.event.EventReader;
import org.wardbell.activities.webhook.KeptWebhook;
import org.wardbell.activities.webhook.WebhookReader;
import org.wardbell.workflows.delivery.DeliveryStatus;

/** Parked deliveries of one webhook: claimed in small groups, and counted when nothing can go. */
final class DrainStore {
  /** A paused webhook is looked at this often in case a wake-up was lost. */
  private static final Duration LONGEST_WAIT = Duration.ofHours(1);

  /**
   * @param parked deliveries that are not final
   * @param untilDue until the first of them can go
   */
  record Rest(int parked, Duration untilDue) {}

  private final DSLContext dsl;
  private final OpenDeliveries openDeliveries;
  private final EventReader events;
  private final WebhookReader webhooks;
  private final DeliveryBodies bodies;
  private final LostDrains lost;

  DrainStore(
      DSLContext dsl,
      OpenDeliveries openDeliveries,
      EventReader events,
      WebhookReader webhooks,
      DeliveryBodies bodies,
      LostDrains lost) {
    this.dsl = dsl;
    this.openDeliveries = openDeliveries;
    this.events = events;
    this.webhooks = webhooks;
    this.bodies = bodies;
    this.lost = lost;
  }

  /** Claims deliveries that are due, oldest first; none while the webhook has an obstacle. */
  List<ClaimedAttempt> claim(UUID webhookId, int atMost) {
    return dsl.transactionResult(transaction -> claim(transaction.dsl(), webhookId, atMost));
  }

  private List<ClaimedAttempt> claim(DSLContext transaction, UUID webhookId, int atMost) {
    long usableUntil = ClaimedAttempt.usableUntilFromNow();
    WebhookCondition condition = Matching.lockCondition(transaction, webhookId);
    Instant now = DatabaseClock.read(transaction);
    WebhookRecord row =
        transaction.selectFrom(WEBHOOK).where(WEBHOOK.ID.eq(webhookId)).fetchSingle();
    KeptWebhook webhook = webhooks.read(transaction, webhookId, row.getVersion());
    lost.recover(transaction, webhook, now);
    if (!row.getEnabled()) {
      // Parked by a dispatch or a full slot that did not see yet that it was disabled.
      openDeliveries.cancelAll(transaction, webhookId);
      return List.of();
    }
    if (condition.obstacle(now) != null) {
      return List.of();
    }
    List<DeliveryRecord> due = due(transaction, webhookId, now, atMost);
    if (due.isEmpty()) {
      return List.of();
    }
    Map<UUID, EventRecord> eventRows =
        transaction
            .selectFrom(EVENT)
            .where(EVENT.ID.in(due.stream().map(DeliveryRecord::getEventId).toList()))
            .fetchMap(EVENT.ID);
    List<ClaimedAttempt> claims = new ArrayList<>(due.size());
    for (DeliveryRecord delivery : due) {
      var event =
          events.open(Objects.requireNonNull(eventRows.get(delivery.getEventId()), "event row"));
      claims.add(
          new ClaimedAttempt(
              delivery.getId(),
              delivery.getAttempts() + 1,
              Lane.DRAIN,
              event,
              webhook,
              bodies.of(delivery, webhook, event),
              condition.troubled(),
              usableUntil));
      delivery.setStatus(DeliveryStatus.SENDING.name());
      delivery.setAttempts(delivery.getAttempts() + 1);
      delivery.setWakesAt(DeliveryRows.leaseEnd(now, webhook.settings().timeoutSeconds()));
    }
    transaction.batchUpdate(due).execute();
    DeliveryRows.insertAttempts(transaction, claims, "schedule", now);
    wakeAt(transaction, webhookId, DeliveryRows.leaseEnd(now, webhook.settings().timeoutSeconds()));
    return claims;
  }

  private static List<DeliveryRecord> due(
      DSLContext transaction, UUID webhookId, Instant now, int atMost) {
    return transaction
        .selectFrom(DELIVERY)
        .where(DELIVERY.WEBHOOK_ID.eq(webhookId))
        .and(DELIVERY.STATUS.eq(DeliveryStatus.PARKED.name()))
        .and(DELIVERY.NEXT_ATTEMPT_AT.isNull().or(DELIVERY.NEXT_ATTEMPT_AT.le(now)))
        .orderBy(DELIVERY.NUMBER)
        .limit(atMost)
        .forUpdate()
        .skipLocked()
        .fetch();
  }

  /** What is left, and when to come back; the webhook's wake time is written for the relay. */
  Rest rest(UUID webhookId) {
    return dsl.transactionResult(
        transaction -> {
          DSLContext inside = transaction.dsl();
          WebhookCondition condition = Matching.lockCondition(inside, webhookId);
          Instant now = DatabaseClock.read(inside);
          Field<Instant> due =
              when(
                  DELIVERY.STATUS.eq(DeliveryStatus.PARKED.name()),
                  coalesce(DELIVERY.NEXT_ATTEMPT_AT, DELIVERY.CREATED_AT));
          Field<Instant> lease =
              when(DELIVERY.STATUS.eq(DeliveryStatus.SENDING.name()), DELIVERY.WAKES_AT);
          var left =
              inside
                  .select(count(), min(due), min(lease))
                  .from(DELIVERY)
                  .where(DELIVERY.WEBHOOK_ID.eq(webhookId))
                  .and(
                      DELIVERY.STATUS.in(
                          DeliveryStatus.PARKED.name(), DeliveryStatus.SENDING.name()))
                  .and(DELIVERY.OWNER.eq(Owner.WEBHOOK.stored))
                  .fetchSingle();
          Duration wait = wait(condition, left.value2(), left.value3(), now);
          wakeAt(inside, webhookId, left.value1() == 0 ? null : now.plus(wait));
          return new Rest(left.value1(), wait);
        });
  }

  /** The relay looks after the webhook from then on, if its workflow is gone. */
  private static void wakeAt(DSLContext transaction, UUID webhookId, @Nullable Instant time) {
    transaction
        .update(WEBHOOK_STATE)
        .set(WEBHOOK_STATE.WAKES_AT, time)
        .where(WEBHOOK_STATE.WEBHOOK_ID.eq(webhookId))
        .execute();
  }

  /** Until a parked delivery is due and may go, or the lease of a lost one ends. */
  private static Duration wait(
      WebhookCondition condition, @Nullable Instant due, @Nullable Instant lease, Instant now) {
    Instant first = now.plus(LONGEST_WAIT);
    if (due != null && !condition.paused()) {
      Instant blocked = condition.blockedUntil();
      Instant allowed = blocked != null && blocked.isAfter(due) ? blocked : due;
      first = allowed.isBefore(first) ? allowed : first;
    }
    if (lease != null && lease.isBefore(first)) {
      first = lease;
    }
    Duration wait = Duration.between(now, first);
    return wait.isNegative() ? Duration.ZERO : wait;
  }
}
