package org.wardbell.activities.delivery;

import static org.wardbell.activities.database.generated.Tables.ATTEMPT;
import static org.wardbell.activities.database.generated.Tables.DELIVERY;
import static org.wardbell.activities.database.generated.Tables.EVENT;
import static org.wardbell.activities.database.generated.Tables.OAUTH_TOKEN;
import static org.wardbell.activities.database.generated.Tables.ORDERED_DELIVERY;
import static org.wardbell.activities.database.generated.Tables.ORDERED_LINE;
import static org.wardbell.activities.database.generated.Tables.REPLAY;
import static org.wardbell.activities.database.generated.Tables.WEBHOOK;
import static org.wardbell.activities.database.generated.Tables.WEBHOOK_STATE;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jooq.DSLContext;
import org.jooq.Table;
import org.wardbell.activities.database.generated.tables.records.AttemptRecord;
import org.wardbell.activities.database.generated.tables.records.DeliveryRecord;
import org.wardbell.activities.delivery.state.OpenDeliveries;
import org.wardbell.activities.webhook.state.WebhookStateRows;

/**
 * The rows of deliveries as a test finds them, the times in them, which it may let pass, and what a
 * person does to their webhooks.
 */
abstract class StoredDeliveries {
  final OpenDeliveries openDeliveries = new OpenDeliveries();

  public abstract DSLContext dsl();

  void pause(UUID webhook) {
    dsl()
        .transaction(
            transaction -> {
              WebhookStateRows.setPaused(transaction.dsl(), webhook, true);
              openDeliveries.parkAll(transaction.dsl(), webhook);
            });
  }

  void resume(UUID webhook) {
    dsl()
        .transaction(
            transaction -> {
              WebhookStateRows.setPaused(transaction.dsl(), webhook, false);
            });
  }

  /** Disables a webhook as a person does; its workflow has not run yet. */
  void disable(UUID webhook) {
    dsl()
        .transaction(
            transaction -> {
              openDeliveries.lock(transaction.dsl(), webhook);
              enable(transaction.dsl(), webhook, false);
              openDeliveries.withdraw(transaction.dsl(), webhook);
            });
  }

  /** Enables it again. */
  void enable(UUID webhook) {
    enable(dsl(), webhook, true);
  }

  private static void enable(DSLContext dsl, UUID webhook, boolean enabled) {
    dsl.update(WEBHOOK).set(WEBHOOK.ENABLED, enabled).where(WEBHOOK.ID.eq(webhook)).execute();
  }

  /** Disables without looking at deliveries, as if that had been committed in the other order. */
  void disableOnly(UUID webhook) {
    dsl().update(WEBHOOK).set(WEBHOOK.ENABLED, false).where(WEBHOOK.ID.eq(webhook)).execute();
  }

  /** Forgets events, webhooks and deliveries. */
  void forgetRows() {
    for (Table<?> table :
        List.of(
            ATTEMPT,
            DELIVERY,
            ORDERED_DELIVERY,
            ORDERED_LINE,
            REPLAY,
            EVENT,
            WEBHOOK_STATE,
            OAUTH_TOKEN,
            WEBHOOK)) {
      dsl().deleteFrom(table).execute();
    }
  }

  /** Deliveries of appointments, oldest first; operational events have theirs apart. */
  List<DeliveryRecord> deliveries() {
    return dsl()
        .select(DELIVERY.fields())
        .from(DELIVERY)
        .join(EVENT)
        .on(EVENT.ID.eq(DELIVERY.EVENT_ID))
        .where(EVENT.TYPE.eq("appointment.booked"))
        .orderBy(DELIVERY.NUMBER)
        .fetchInto(DELIVERY);
  }

  DeliveryRecord delivery() {
    List<DeliveryRecord> all = deliveries();
    if (all.size() != 1) {
      throw new AssertionError("one delivery was expected, there are " + all.size());
    }
    return all.getFirst();
  }

  List<String> statuses() {
    return deliveries().stream().map(DeliveryRecord::getStatus).toList();
  }

  List<AttemptRecord> attempts(UUID delivery) {
    return dsl()
        .selectFrom(ATTEMPT)
        .where(ATTEMPT.DELIVERY_ID.eq(delivery))
        .orderBy(ATTEMPT.ORDINAL)
        .fetch();
  }

  /** Types of events that Wardbell made itself. */
  List<String> news() {
    return dsl()
        .select(EVENT.TYPE)
        .from(EVENT)
        .where(EVENT.SOURCE.eq("system"))
        .orderBy(EVENT.NUMBER)
        .fetch(EVENT.TYPE);
  }

  /** Lets the time until the next attempt pass. */
  void makeDue(UUID delivery) {
    makeDueIn(delivery, Duration.ofSeconds(-1));
  }

  void makeDueIn(UUID delivery, Duration wait) {
    dsl()
        .update(DELIVERY)
        .set(DELIVERY.NEXT_ATTEMPT_AT, Instant.now().plus(wait))
        .where(DELIVERY.ID.eq(delivery))
        .execute();
  }

  /** Lets the time of a lease pass. */
  void endLease(UUID delivery) {
    Instant past = Instant.now().minusSeconds(1);
    dsl().update(DELIVERY).set(DELIVERY.WAKES_AT, past).where(DELIVERY.ID.eq(delivery)).execute();
    dsl()
        .update(ATTEMPT)
        .set(ATTEMPT.LEASE_UNTIL, past)
        .where(ATTEMPT.DELIVERY_ID.eq(delivery))
        .execute();
  }
}
