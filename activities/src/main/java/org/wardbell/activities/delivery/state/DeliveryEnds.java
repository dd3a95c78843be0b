package org.wardbell.activities.delivery.state;

import static org.wardbell.activities.database.generated.Tables.DELIVERY;
import static org.wardbell.activities.database.generated.Tables.DELIVERY_END;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.wardbell.activities.database.generated.tables.records.DeliveryRecord;
import org.wardbell.activities.delivery.line.LineWaits;
import org.wardbell.workflows.delivery.DeliveryStatus;
import org.wardbell.workflows.delivery.NextStep;

/**
 * Writes which deliveries ended without an answer, each once, in the transaction that ends it:
 * statistics find no attempt that tells of them. A delivery that a receiver answered costs nothing
 * here.
 */
final class DeliveryEnds {
  private DeliveryEnds() {}

  /**
   * Notes those of some deliveries that ended now. Reads without locks, what this transaction has
   * just written.
   */
  static void note(
      DSLContext transaction, Collection<UUID> ids, DeliveryStatus status, Instant now) {
    if (ids.isEmpty()) {
      return;
    }
    transaction
        .insertInto(
            DELIVERY_END,
            DELIVERY_END.DELIVERY_ID,
            DELIVERY_END.CLINIC_ID,
            DELIVERY_END.WEBHOOK_ID,
            DELIVERY_END.EVENT_ID,
            DELIVERY_END.STATUS,
            DELIVERY_END.CODE,
            DELIVERY_END.ENDED_AT)
        .select(
            DSL.select(
                    DELIVERY.ID,
                    DELIVERY.CLINIC_ID,
                    DELIVERY.WEBHOOK_ID,
                    DELIVERY.EVENT_ID,
                    DELIVERY.STATUS,
                    DELIVERY.LAST_CODE,
                    DELIVERY.FINISHED_AT)
                .from(DELIVERY)
                .where(DELIVERY.ID.in(ids))
                .and(DELIVERY.STATUS.eq(status.name()))
                .and(DELIVERY.FINISHED_AT.eq(now)))
        .execute();
  }

  /** Notes those that waited and ended now; lines that they held back are looked at again. */
  static void waited(
      DSLContext transaction, Collection<UUID> ids, DeliveryStatus status, Instant now) {
    note(transaction, ids, status, now);
    LineWaits.over(transaction, ids);
  }

  /** Notes what there was nothing to send of. */
  static void refused(DSLContext transaction, Collection<PlannedDelivery> planned, Instant now) {
    List<UUID> refused =
        planned.stream()
            .filter(delivery -> delivery.placement().status() == DeliveryStatus.REFUSED)
            .map(PlannedDelivery::id)
            .toList();
    note(transaction, refused, DeliveryStatus.REFUSED, now);
  }

  /** Notes what was cancelled because another try would have followed. */
  static void cancelled(DSLContext transaction, Collection<AttemptResult> results, Instant now) {
    List<UUID> triedAgain =
        results.stream()
            .filter(result -> result.next() instanceof NextStep.TryAgain)
            .map(result -> result.claim().deliveryId())
            .toList();
    note(transaction, triedAgain, DeliveryStatus.CANCELLED, now);
  }

  /** Notes those of some changed rows that were cancelled now; mostly there are none. */
  static void cancelledAmong(
      DSLContext transaction, Collection<DeliveryRecord> changed, Instant now) {
    List<UUID> cancelled =
        changed.stream()
            .filter(delivery -> delivery.getStatus().equals(DeliveryStatus.CANCELLED.name()))
            .map(DeliveryRecord::getId)
            .toList();
    note(transaction, cancelled, DeliveryStatus.CANCELLED, now);
  }

  /** Notes that a delivery has ended. */
  static void note(DeliveryRecord delivery) {
    delivery
        .configuration()
        .dsl()
        .insertInto(DELIVERY_END)
        .set(DELIVERY_END.DELIVERY_ID, delivery.getId())
        .set(DELIVERY_END.CLINIC_ID, delivery.getClinicId())
        .set(DELIVERY_END.WEBHOOK_ID, delivery.getWebhookId())
        .set(DELIVERY_END.EVENT_ID, delivery.getEventId())
        .set(DELIVERY_END.STATUS, delivery.getStatus())
        .set(DELIVERY_END.CODE, delivery.getLastCode())
        .set(DELIVERY_END.ENDED_AT, delivery.getFinishedAt())
        .execute();
  }
}
