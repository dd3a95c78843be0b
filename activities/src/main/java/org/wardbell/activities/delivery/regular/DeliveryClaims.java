package org.wardbell.activities.delivery.regular;

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
import org.wardbell.activities.database.Contention;
import org.wardbell.activities.database.DatabaseClock;
import org.wardbell.activities.database.generated.tables.records.DeliveryRecord;
import org.wardbell.activities.delivery.state.ClaimClock;
import org.wardbell.activities.delivery.state.ClaimWriter;
import org.wardbell.activities.delivery.state.ClaimedAttempt;
import org.wardbell.activities.delivery.state.DeliveryEnd;
import org.wardbell.activities.delivery.state.DeliveryTransitions;
import org.wardbell.activities.delivery.state.Lane;
import org.wardbell.activities.delivery.state.Owner;
import org.wardbell.activities.delivery.state.Placement;
import org.wardbell.activities.delivery.state.UnreadableWebhooks;
import org.wardbell.activities.event.EventFacts;
import org.wardbell.activities.event.EventReader;
import org.wardbell.activities.webhook.KeptWebhook;
import org.wardbell.activities.webhook.UnknownSettingsException;
import org.wardbell.activities.webhook.UnreadableWebhookException;
import org.wardbell.activities.webhook.WebhookReader;
import org.wardbell.activities.webhook.state.ParkedReason;
import org.wardbell.activities.webhook.state.WebhookState;
import org.wardbell.workflows.delivery.DeliveryStatus;
import org.wardbell.workflows.webhook.Protection;

/** Claims one delivery for the regular lane: one transaction that reads, decides and writes. */
final class DeliveryClaims {
  private final DSLContext dsl;
  private final EventReader events;
  private final WebhookReader webhooks;
  private final ClaimWriter claims;
  private final DeliveryEnd end;
  private final UnreadableWebhooks unreadable;

  DeliveryClaims(
      DSLContext dsl,
      EventReader events,
      WebhookReader webhooks,
      ClaimWriter claims,
      DeliveryEnd end,
      UnreadableWebhooks unreadable) {
    this.dsl = dsl;
    this.events = events;
    this.webhooks = webhooks;
    this.claims = claims;
    this.end = end;
    this.unreadable = unreadable;
  }

  /**
   * A delivery of this lane, its row locked.
   *
   * @param withdrawn whether its webhook is disabled or deleted, or was while this one was open
   */
  private record Found(
      DeliveryRecord delivery,
      WebhookState state,
      int webhookVersion,
      boolean withdrawn,
      ClaimClock clock) {

    static Found of(Record row, long usableUntil) {
      return new Found(
          row.into(DELIVERY),
          WebhookState.of(row),
          row.get(WEBHOOK.VERSION),
          !row.get(WEBHOOK.ENABLED)
              || row.get(WEBHOOK.DELETED_AT) != null
              || row.get(DELIVERY.NUMBER) <= row.get(WEBHOOK_STATE.CANCELS_THROUGH),
          new ClaimClock(row.get("now", Instant.class), usableUntil));
    }

    DeliveryStatus status() {
      return DeliveryStatus.valueOf(delivery.getStatus());
    }

    /** Its request was sent, or not, by somebody who never told. */
    boolean sending() {
      return status() == DeliveryStatus.SENDING;
    }

    Instant due() {
      return sending() ? delivery.getWakesAt() : delivery.getNextAttemptAt();
    }

    Instant now() {
      return clock.now();
    }
  }

  /** Claims the delivery if it is this lane's and due. */
  ClaimResult claim(UUID deliveryId) {
    try {
      return Contention.result(dsl, transaction -> claim(transaction.dsl(), deliveryId));
    } catch (UnreadableWebhookException broken) {
      // Apart, because the lock of the webhook's state comes before the delivery's.
      return Contention.result(
          dsl,
          transaction -> {
            unreadable.disable(transaction.dsl(), broken);
            return claim(transaction.dsl(), deliveryId);
          });
    }
  }

  private ClaimResult claim(DSLContext transaction, UUID deliveryId) {
    long usableUntil = ClaimClock.usableUntilFromNow();
    Record row = lock(transaction, deliveryId);
    if (row == null) {
      return new ClaimResult.Final(DeliveryStatus.CANCELLED); // Erased with its event.
    }
    Found found = Found.of(row, usableUntil);
    if (found.status().isFinal()) {
      return new ClaimResult.Final(found.status());
    }
    if (Owner.WEBHOOK.stored.equals(found.delivery().getOwner())) {
      return new ClaimResult.Moved();
    }
    if (found.due().isAfter(found.now())) {
      return new ClaimResult.NotDue(Duration.between(found.now(), found.due()));
    }
    return decide(transaction, found);
  }

  private static @Nullable Record lock(DSLContext transaction, UUID deliveryId) {
    return transaction
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
  }

  private ClaimResult decide(DSLContext transaction, Found found) {
    DeliveryRecord delivery = found.delivery();
    if (found.sending()) {
      DeliveryTransitions.lose(transaction, delivery, found.now());
    }
    if (found.withdrawn() || delivery.getCancelRequested()) {
      DeliveryTransitions.cancel(delivery, found.now());
      return ended(delivery);
    }
    KeptWebhook webhook;
    try {
      webhook = webhooks.read(transaction, delivery.getWebhookId(), found.webhookVersion());
    } catch (UnknownSettingsException newer) {
      return obstructed(delivery, ParkedReason.UNREADABLE, found.now());
    }
    if (delivery.getAttempts() >= webhook.schedule().attempts()) {
      // Its last attempt was lost, or the webhook now allows fewer.
      end.exhaust(transaction, delivery, webhook, found.now());
      return ended(delivery);
    }
    ParkedReason obstacle = obstacle(found, webhook);
    if (obstacle != null) {
      return obstructed(delivery, obstacle, found.now());
    }
    EventFacts event =
        events.open(
            transaction,
            transaction.selectFrom(EVENT).where(EVENT.ID.eq(delivery.getEventId())).fetchSingle());
    List<ClaimedAttempt> claimed =
        claims.write(
            transaction,
            List.of(new ClaimWriter.Ready(delivery, event, null)),
            new ClaimWriter.Common(webhook, found.state(), Lane.REGULAR, found.clock()));
    return claimed.isEmpty()
        ? new ClaimResult.Moved() // Its transformation was put off, to the webhook's workflow.
        : new ClaimResult.Claimed(claimed.getFirst());
  }

  /** A lost attempt is closed; the delivery waits where parking can pick it up. */
  private static ClaimResult obstructed(DeliveryRecord delivery, ParkedReason why, Instant now) {
    DeliveryTransitions.takeBack(delivery, Placement.REGULAR, now);
    return new ClaimResult.Obstructed(delivery.getWebhookId(), why);
  }

  /** The regular lane keeps neither a rate nor an order; the drain does. */
  private static @Nullable ParkedReason obstacle(Found found, KeptWebhook webhook) {
    ParkedReason obstacle = found.state().obstacle(found.now());
    if (obstacle != null) {
      return obstacle;
    }
    Protection protection = webhook.settings().protection();
    if (protection.ordered()) {
      return ParkedReason.ORDER;
    }
    return protection.rate() == null ? null : ParkedReason.RATE;
  }

  private static ClaimResult ended(DeliveryRecord delivery) {
    return new ClaimResult.Final(DeliveryStatus.valueOf(delivery.getStatus()));
  }
}
