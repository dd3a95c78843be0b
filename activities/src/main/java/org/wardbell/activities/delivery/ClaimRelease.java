package org.wardbell.activities.delivery;

import static org.wardbell.activities.database.generated.Tables.ATTEMPT;
import static org.wardbell.activities.database.generated.Tables.DELIVERY;

import java.time.Instant;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.wardbell.activities.database.DatabaseClock;
import org.wardbell.activities.database.generated.tables.records.DeliveryRecord;
import org.wardbell.workflows.delivery.DeliveryStatus;

/** Gives back a claim that was not used: the attempt never was, and its number is free again. */
final class ClaimRelease {
  private final DSLContext dsl;

  ClaimRelease(DSLContext dsl) {
    this.dsl = dsl;
  }

  /** Parks the delivery with its webhook's workflow, which the caller wakes. */
  void park(ClaimedAttempt claim, ParkedReason reason) {
    dsl.transaction(
        transaction -> {
          Matching.lockCondition(transaction.dsl(), claim.webhook().id());
          release(transaction.dsl(), claim, DeliveryStatus.PARKED, Owner.WEBHOOK, reason);
          OpenDeliveries.wakeNow(transaction.dsl(), claim.webhook().id());
        });
  }

  /** Leaves the delivery with whoever had it. */
  void giveBack(ClaimedAttempt claim) {
    boolean drained = claim.lane() == Lane.DRAIN;
    dsl.transaction(
        transaction ->
            release(
                transaction.dsl(),
                claim,
                drained ? DeliveryStatus.PARKED : DeliveryStatus.PENDING,
                drained ? Owner.WEBHOOK : Owner.EVENT,
                drained ? ParkedReason.RETRY : null));
  }

  private static void release(
      DSLContext transaction,
      ClaimedAttempt claim,
      DeliveryStatus status,
      Owner owner,
      @Nullable ParkedReason reason) {
    DeliveryRecord delivery =
        transaction
            .selectFrom(DELIVERY)
            .where(DELIVERY.ID.eq(claim.deliveryId()))
            .and(DELIVERY.STATUS.eq(DeliveryStatus.SENDING.name()))
            .and(DELIVERY.ATTEMPTS.eq(claim.ordinal()))
            .forUpdate()
            .fetchOne();
    if (delivery == null) {
      return; // The lease had ended, and somebody else has it.
    }
    Instant now = DatabaseClock.read(transaction);
    delivery.setAttempts(claim.ordinal() - 1);
    if (delivery.getCancelRequested()) {
      DeliveryEnd.cancel(delivery, now);
    } else {
      delivery.setStatus(status.name());
      delivery.setOwner(owner.stored);
      delivery.setParkedReason(reason == null ? null : reason.stored);
      delivery.setNextAttemptAt(now);
      delivery.setWakesAt(status == DeliveryStatus.PENDING ? now : null);
    }
    delivery.update();
    transaction
        .deleteFrom(ATTEMPT)
        .where(ATTEMPT.DELIVERY_ID.eq(claim.deliveryId()))
        .and(ATTEMPT.ORDINAL.eq(claim.ordinal()))
        .and(ATTEMPT.OUTCOME.isNull())
        .execute();
  }
}
