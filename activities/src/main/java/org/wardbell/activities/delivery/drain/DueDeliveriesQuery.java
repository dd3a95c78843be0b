package org.wardbell.activities.delivery.drain;

import static org.wardbell.activities.database.generated.Tables.DELIVERY;

import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import org.jooq.DSLContext;
import org.wardbell.activities.database.generated.tables.records.DeliveryRecord;
import org.wardbell.activities.delivery.line.LineHeads;
import org.wardbell.workflows.delivery.DeliveryStatus;

/** Parked deliveries that are due, their rows locked: live ones first, then the oldest. */
final class DueDeliveriesQuery {
  private DueDeliveriesQuery() {}

  static List<DeliveryRecord> lock(DSLContext transaction, LockedWebhook locked, int atMost) {
    if (atMost == 0) {
      return List.of();
    }
    if (locked.ordered()) {
      if (locked.state().linedAt() == null) {
        return List.of(); // Those that stand in no line may have to go first.
      }
      return firstInLine(transaction, locked, atMost);
    }
    return transaction
        .selectFrom(DELIVERY)
        .where(DELIVERY.WEBHOOK_ID.eq(locked.webhook().id()))
        .and(DELIVERY.STATUS.eq(DeliveryStatus.PARKED.name()))
        .and(DELIVERY.NEXT_ATTEMPT_AT.isNull().or(DELIVERY.NEXT_ATTEMPT_AT.le(locked.now())))
        .orderBy(DELIVERY.URGENCY, DELIVERY.NUMBER)
        .limit(atMost)
        .forUpdate()
        .skipLocked()
        .fetch();
  }

  /** Nobody else claims for this webhook while its state is locked. */
  private static List<DeliveryRecord> firstInLine(
      DSLContext transaction, LockedWebhook locked, int atMost) {
    List<UUID> ids = LineHeads.ready(transaction, locked.webhook().id(), locked.now(), atMost);
    if (ids.isEmpty()) {
      return List.of();
    }
    return transaction
        .selectFrom(DELIVERY)
        .where(DELIVERY.ID.in(ids))
        .and(DELIVERY.STATUS.eq(DeliveryStatus.PARKED.name()))
        .forUpdate()
        .skipLocked()
        .fetch()
        .sortAsc(Comparator.comparingInt(delivery -> ids.indexOf(delivery.getId())));
  }
}
