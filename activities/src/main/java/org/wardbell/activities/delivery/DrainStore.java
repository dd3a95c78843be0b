package org.wardbell.activities.delivery;

import static org.wardbell.activities.database.generated.Tables.DELIVERY;
import static org.wardbell.activities.database.generated.Tables.EVENT;
import static org.wardbell.activities.database.generated.Tables.WEBHOOK;
import static org.wardbell.activities.database.generated.Tables.WEBHOOK_STATE;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jooq.DSLContext;
import org.jooq.Record;
import org.jspecify.annotations.Nullable;
import org.wardbell.activities.database.DatabaseClock;
import org.wardbell.activities.database.generated.tables.records.DeliveryRecord;
import org.wardbell.activities.database.generated.tables.records.EventRecord;
import org.wardbell.activities.event.EventReader;
import org.wardbell.activities.webhook.KeptWebhook;
import org.wardbell.activities.webhook.WebhookReader;
import org.wardbell.workflows.delivery.DeliveryStatus;

/** Claims parked deliveries of one webhook. */
final class DrainStore {
  /** While a drain works, the webhook's wake time is moved on no more often than this. */
  private static final Duration WAKE_STEP = Duration.ofSeconds(5);

  private final DSLContext dsl;
  private final OpenDeliveries openDeliveries;
  private final EventReader events;
  private final WebhookReader webhooks;
  private final ClaimWriter claims;
  private final LostDrains lost;

  DrainStore(
      DSLContext dsl,
      OpenDeliveries openDeliveries,
      EventReader events,
      WebhookReader webhooks,
      ClaimWriter claims,
      LostDrains lost) {
    this.dsl = dsl;
    this.openDeliveries = openDeliveries;
    this.events = events;
    this.webhooks = webhooks;
    this.claims = claims;
    this.lost = lost;
  }

  /**
   * The webhook as it is in a transaction that holds the lock of its state.
   *
   * @param withdrawn whether it was disabled or deleted
   */
  private record Locked(
      KeptWebhook webhook,
      WebhookCondition condition,
      boolean withdrawn,
      @Nullable Instant wakesAt,
      Moment moment) {

    boolean mayGo() {
      return !withdrawn && condition.obstacle(moment.now()) == null;
    }
  }

  /** Once per drain: takes back what an earlier drain lost, and what nobody wants any more. */
  KeptWebhook begin(UUID webhookId) {
    return dsl.transactionResult(
        transaction -> {
          Locked locked = lock(transaction.dsl(), webhookId);
          lost.recover(transaction.dsl(), locked.webhook(), locked.moment().now());
          if (locked.withdrawn()) {
            // Parked by a dispatch or a full slot that did not see yet that it was disabled.
            openDeliveries.cancelAll(transaction.dsl(), webhookId);
          }
          return locked.webhook();
        });
  }

  /**
   * Claims deliveries that are due: live ones before resends and replays, the oldest first; none
   * while the webhook has an obstacle.
   */
  List<ClaimedAttempt> claim(UUID webhookId, int atMost) {
    return dsl.transactionResult(transaction -> claim(transaction.dsl(), webhookId, atMost));
  }

  private List<ClaimedAttempt> claim(DSLContext transaction, UUID webhookId, int atMost) {
    Locked locked = lock(transaction, webhookId);
    if (!locked.mayGo()) {
      return List.of();
    }
    List<DeliveryRecord> due = due(transaction, webhookId, locked.moment().now(), atMost);
    if (due.isEmpty()) {
      return List.of();
    }
    List<ClaimedAttempt> claimed =
        claims.write(
            transaction,
            withEvents(transaction, due),
            new ClaimWriter.Common(
                locked.webhook(), locked.condition(), Lane.DRAIN, locked.moment()));
    moveWakeTime(transaction, locked);
    return claimed;
  }

  /** One statement for all that a claim has to know of its webhook. */
  private Locked lock(DSLContext transaction, UUID webhookId) {
    long usableUntil = ClaimedAttempt.usableUntilFromNow();
    Record row =
        transaction
            .select(WEBHOOK_STATE.fields())
            .select(WEBHOOK.VERSION, WEBHOOK.ENABLED, WEBHOOK.DELETED_AT)
            .select(DatabaseClock.now().as("now"))
            .from(WEBHOOK_STATE)
            .join(WEBHOOK)
            .on(WEBHOOK.ID.eq(WEBHOOK_STATE.WEBHOOK_ID))
            .where(WEBHOOK_STATE.WEBHOOK_ID.eq(webhookId))
            .forUpdate()
            .of(WEBHOOK_STATE)
            .fetchSingle();
    return new Locked(
        webhooks.read(transaction, webhookId, row.get(WEBHOOK.VERSION)),
        Matching.condition(row),
        !row.get(WEBHOOK.ENABLED) || row.get(WEBHOOK.DELETED_AT) != null,
        row.get(WEBHOOK_STATE.WAKES_AT),
        new Moment(row.get("now", Instant.class), usableUntil));
  }

  private static List<DeliveryRecord> due(
      DSLContext transaction, UUID webhookId, Instant now, int atMost) {
    return transaction
        .selectFrom(DELIVERY)
        .where(DELIVERY.WEBHOOK_ID.eq(webhookId))
        .and(DELIVERY.STATUS.eq(DeliveryStatus.PARKED.name()))
        .and(DELIVERY.NEXT_ATTEMPT_AT.isNull().or(DELIVERY.NEXT_ATTEMPT_AT.le(now)))
        .orderBy(DELIVERY.URGENCY, DELIVERY.NUMBER)
        .limit(atMost)
        .forUpdate()
        .skipLocked()
        .fetch();
  }

  private List<ClaimWriter.Ready> withEvents(DSLContext transaction, List<DeliveryRecord> due) {
    Map<UUID, EventRecord> rows =
        transaction
            .selectFrom(EVENT)
            .where(EVENT.ID.in(due.stream().map(DeliveryRecord::getEventId).toList()))
            .fetchMap(EVENT.ID);
    return due.stream()
        .map(
            delivery ->
                new ClaimWriter.Ready(
                    delivery,
                    events.open(
                        Objects.requireNonNull(rows.get(delivery.getEventId()), "event row"))))
        .toList();
  }

  /** From the end of the lease on, the relay looks after the webhook if its workflow is gone. */
  private static void moveWakeTime(DSLContext transaction, Locked locked) {
    Instant lease =
        DeliveryRows.leaseEnd(locked.moment().now(), locked.webhook().settings().timeoutSeconds());
    Instant known = locked.wakesAt();
    if (known == null || known.plus(WAKE_STEP).isBefore(lease)) {
      transaction
          .update(WEBHOOK_STATE)
          .set(WEBHOOK_STATE.WAKES_AT, lease)
          .where(WEBHOOK_STATE.WEBHOOK_ID.eq(locked.webhook().id()))
          .execute();
    }
  }
}
