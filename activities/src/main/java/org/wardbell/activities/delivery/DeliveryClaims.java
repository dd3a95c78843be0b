package org.wardbell.activities.delivery;

import static org.wardbell.activities.database.generated.Tables.DELIVERY;
import static org.wardbell.activities.database.generated.Tables.EVENT;
import static org.wardbell.activities.database.generated.Tables.WEBHOOK;
import static org.wardbell.activities.database.generated.Tables.WEBHOOK_STATE;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jooq.DSLContext;
import org.jooq.Record;
import org.jspecify.annotations.Nullable;
import org.wardbell.activities.database.DatabaseClock;
import org.wardbell.activities.database.generated.tables.records.DeliveryRecord;
import org.wardbell.activities.event.EventFacts;
import org.wardbell.activities.event.EventReader;
import org.wardbell.activities.event.EventStore;
import org.wardbell.activities.webhook.KeptWebhook;
import org.wardbell.activities.webhook.WebhookReader;
import org.wardbell.workflows.delivery.DeliveryStatus;
import org.wardbell.workflows.delivery.RetrySchedule;

/** Claims one delivery for the regular lane: one transaction that reads, decides and writes. */
final class DeliveryClaims {
  private final DSLContext dsl;
  private final EventReader events;
  private final WebhookReader webhooks;
  private final DeliveryBodies bodies;
  private final EventStore eventStore;

  DeliveryClaims(
      DSLContext dsl,
      EventReader events,
      WebhookReader webhooks,
      DeliveryBodies bodies,
      EventStore eventStore) {
    this.dsl = dsl;
    this.events = events;
    this.webhooks = webhooks;
    this.bodies = bodies;
    this.eventStore = eventStore;
  }

  /** Claims the delivery if it is this lane's and due. */
  ClaimResult claim(UUID deliveryId) {
    return dsl.transactionResult(transaction -> claim(transaction.dsl(), deliveryId));
  }

  private ClaimResult claim(DSLContext transaction, UUID deliveryId) {
    long usableUntil = ClaimedAttempt.usableUntilFromNow();
    Record row =
        transaction
            .select(DELIVERY.fields())
            .select(WEBHOOK.VERSION, WEBHOOK.ENABLED, WEBHOOK.DELETED_AT)
            .select(WEBHOOK_STATE.fields())
            .select(DatabaseClock.now().as("now"))
            .from(DELIVERY)
            .join(WEBHOOK)
            .on(WEBHOOK.ID.eq(DELIVERY.WEBHOOK_ID))
            .join(WEBHOOK_STATE)
            .on(WEBHOOK_STATE.WEBHOOK_ID.eq(DELIVERY.WEBHOOK_ID))
            .where(DELIVERY.ID.eq(deliveryId))
            .forUpdate()
            .of(DELIVERY)
            .fetchOne();
    if (row == null) {
      return new ClaimResult.Final(DeliveryStatus.CANCELLED); // Erased with its event.
    }
    DeliveryRecord delivery = row.into(DELIVERY);
    DeliveryStatus status = DeliveryStatus.valueOf(delivery.getStatus());
    if (status.isFinal()) {
      return new ClaimResult.Final(status);
    }
    if (Owner.WEBHOOK.stored.equals(delivery.getOwner())) {
      return new ClaimResult.Moved();
    }
    Instant now = row.get("now", Instant.class);
    boolean withdrawn = !row.get(WEBHOOK.ENABLED) || row.get(WEBHOOK.DELETED_AT) != null;
    return decide(
        transaction,
        delivery,
        status,
        Matching.condition(row),
        withdrawn,
        row.get(WEBHOOK.VERSION),
        usableUntil,
        now);
  }

  private ClaimResult decide(
      DSLContext transaction,
      DeliveryRecord delivery,
      DeliveryStatus status,
      WebhookCondition condition,
      boolean withdrawn,
      int version,
      long usableUntil,
      Instant now) {
    Instant due =
        status == DeliveryStatus.SENDING ? delivery.getWakesAt() : delivery.getNextAttemptAt();
    if (due.isAfter(now)) {
      return new ClaimResult.NotDue(Duration.between(now, due));
    }
    KeptWebhook webhook = webhooks.read(transaction, condition.webhookId(), version);
    EventFacts event =
        events.open(
            transaction.selectFrom(EVENT).where(EVENT.ID.eq(delivery.getEventId())).fetchSingle());
    if (status == DeliveryStatus.SENDING) {
      LostAttempts.close(transaction, delivery.getId(), delivery.getAttempts(), now);
    }
    if (withdrawn || delivery.getCancelRequested()) {
      return end(transaction, delivery, DeliveryStatus.CANCELLED, null, now);
    }
    if (delivery.getAttempts() >= RetrySchedule.of(webhook.settings().retry()).attempts()) {
      OperationalEvents.exhausted(event, webhook, delivery.getId())
          .ifPresent(news -> eventStore.record(transaction, List.of(news)));
      // Its last attempt was lost, or the webhook now allows fewer.
      String code = status == DeliveryStatus.SENDING ? LostAttempts.CODE : null;
      return end(transaction, delivery, DeliveryStatus.EXHAUSTED, code, now);
    }
    ParkedReason obstacle = condition.obstacle(now);
    if (obstacle != null) {
      backToPending(delivery, now);
      return new ClaimResult.Obstructed(condition.webhookId(), obstacle);
    }
    return new ClaimResult.Claimed(
        claim(transaction, delivery, webhook, event, condition, usableUntil, now));
  }

  private ClaimedAttempt claim(
      DSLContext transaction,
      DeliveryRecord delivery,
      KeptWebhook webhook,
      EventFacts event,
      WebhookCondition condition,
      long usableUntil,
      Instant now) {
    int ordinal = delivery.getAttempts() + 1;
    ClaimedAttempt claim =
        new ClaimedAttempt(
            delivery.getId(),
            ordinal,
            Lane.REGULAR,
            event,
            webhook,
            bodies.of(delivery, webhook, event),
            condition.troubled(),
            usableUntil);
    delivery.setStatus(DeliveryStatus.SENDING.name());
    delivery.setAttempts(ordinal);
    delivery.setWakesAt(DeliveryRows.leaseEnd(now, webhook.settings().timeoutSeconds()));
    delivery.update();
    DeliveryRows.insertAttempts(transaction, List.of(claim), "schedule", now);
    return claim;
  }

  private static ClaimResult end(
      DSLContext transaction,
      DeliveryRecord delivery,
      DeliveryStatus status,
      @Nullable String code,
      Instant now) {
    transaction
        .update(DELIVERY)
        .set(DELIVERY.STATUS, status.name())
        .set(DELIVERY.OWNER, (String) null)
        .set(DELIVERY.NEXT_ATTEMPT_AT, (Instant) null)
        .set(DELIVERY.WAKES_AT, (Instant) null)
        .set(DELIVERY.FINISHED_AT, now)
        .set(DELIVERY.LAST_CODE, code == null ? delivery.getLastCode() : code)
        .where(DELIVERY.ID.eq(delivery.getId()))
        .execute();
    return new ClaimResult.Final(status);
  }

  /** A lost attempt is closed; the delivery waits where parking can pick it up. */
  private static void backToPending(DeliveryRecord delivery, Instant now) {
    delivery.setStatus(DeliveryStatus.PENDING.name());
    delivery.setNextAttemptAt(now);
    delivery.setWakesAt(now);
    delivery.update();
  }
}
