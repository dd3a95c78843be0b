package org.wardbell.activities.delivery.drain;

import static org.wardbell.activities.database.generated.Tables.DELIVERY;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jooq.DSLContext;
import org.jooq.Record;
import org.jooq.types.UByte;
import org.jspecify.annotations.Nullable;
import org.wardbell.activities.database.generated.tables.records.DeliveryRecord;
import org.wardbell.activities.delivery.state.DeliveryEnd;
import org.wardbell.activities.delivery.state.OpenDeliveries;
import org.wardbell.activities.webhook.KeptWebhook;
import org.wardbell.activities.webhook.state.ParkedReason;
import org.wardbell.activities.webhook.state.WebhookState;
import org.wardbell.activities.webhook.state.WebhookStateRows;
import org.wardbell.workflows.delivery.DeliveryStatus;

/**
 * Gives up what has waited for its webhook for as long as its schedule lasts. Time in which the
 * webhook was paused, or in which nobody of ours looked after it, does not count.
 */
final class ParkedEnds {
  /**
   * Of each urgency, oldest first; those behind them end later, and are looked at when these have
   * gone. So a look costs the same with 100,000 parked.
   */
  private static final int LOOKED_AT = 100;

  /** The relay notices after a minute; who comes later than this was down, or the database was. */
  private static final Duration DOWN_AFTER = Duration.ofMinutes(10);

  private static final List<UByte> URGENCIES =
      List.of(UByte.valueOf(0), UByte.valueOf(1), UByte.valueOf(2));

  private final DeliveryEnd end;
  private final OpenDeliveries openDeliveries;

  ParkedEnds(DeliveryEnd end, OpenDeliveries openDeliveries) {
    this.end = end;
    this.openDeliveries = openDeliveries;
  }

  /**
   * Ends what is over; nothing while the webhook is paused. The caller holds the lock of its state.
   */
  void giveUp(DSLContext transaction, LockedWebhook locked) {
    KeptWebhook webhook = locked.webhook();
    WebhookState state = locked.state();
    Instant wakesAt = state.wakesAt();
    Instant now = locked.now();
    if (state.paused()) {
      return;
    }
    if (wakesAt != null && wakesAt.plus(DOWN_AFTER).isBefore(now)) {
      openDeliveries.endAbsence(transaction, webhook.id(), wakesAt);
      WebhookStateRows.wakeAt(transaction, webhook.id(), now);
    }
    boolean obstructed = state.obstacle(now) != null;
    List<UUID> over = new ArrayList<>();
    for (UByte urgency : URGENCIES) {
      for (Record row : oldest(transaction, webhook.id(), urgency)) {
        if (isOver(row, obstructed, now)) {
          over.add(row.get(DELIVERY.ID));
        }
      }
    }
    if (!over.isEmpty()) {
      giveUp(transaction, webhook, over, now);
    }
  }

  private static List<? extends Record> oldest(
      DSLContext transaction, UUID webhookId, UByte urgency) {
    return transaction
        .select(DELIVERY.ID, DELIVERY.EXHAUSTS_AT, DELIVERY.PARKED_REASON)
        .from(DELIVERY)
        .where(DELIVERY.WEBHOOK_ID.eq(webhookId))
        .and(DELIVERY.STATUS.eq(DeliveryStatus.PARKED.name()))
        .and(DELIVERY.URGENCY.eq(urgency))
        .orderBy(DELIVERY.NUMBER)
        .limit(LOOKED_AT)
        .fetch();
  }

  /** One that failed and can be tried again ends by its attempts, not by the clock. */
  private static boolean isOver(Record row, boolean obstructed, Instant now) {
    @Nullable Instant end = row.get(DELIVERY.EXHAUSTS_AT);
    boolean mayGo =
        !obstructed && ParkedReason.RETRY.stored.equals(row.get(DELIVERY.PARKED_REASON));
    return end != null && !end.isAfter(now) && !mayGo;
  }

  private void giveUp(DSLContext transaction, KeptWebhook webhook, List<UUID> ids, Instant now) {
    List<DeliveryRecord> over =
        transaction
            .selectFrom(DELIVERY)
            .where(DELIVERY.ID.in(ids))
            .and(DELIVERY.STATUS.eq(DeliveryStatus.PARKED.name()))
            .forUpdate()
            .skipLocked()
            .fetch();
    for (DeliveryRecord delivery : over) {
      end.exhaust(transaction, delivery, webhook, now);
    }
  }
}
