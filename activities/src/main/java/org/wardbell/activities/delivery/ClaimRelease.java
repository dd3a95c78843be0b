package org.wardbell.activities.delivery;

import static org.wardbell.activities.database.generated.Tables.ATTEMPT;
import static org.wardbell.activities.database.generated.Tables.DELIVERY;

import java.time.Instant;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.wardbell.activities.database.DatabaseClock;
import org.wardbell.activities.event.WorkflowStarts;
import org.wardbell.workflows.delivery.DeliveryStatus;

/** Gives back a claim that was not used: the attempt never was, and its number is free again. */
final class ClaimRelease {
  private final DSLContext dsl;
  private final WorkflowStarts starts;

  ClaimRelease(DSLContext dsl, WorkflowStarts starts) {
    this.dsl = dsl;
    this.starts = starts;
  }

  /** Parks the delivery with its webhook's workflow. */
  void park(ClaimedAttempt claim, ParkedReason reason) {
    dsl.transaction(
        transaction -> {
          Matching.lockCondition(transaction.dsl(), claim.webhook().id());
          release(transaction.dsl(), claim, DeliveryStatus.PARKED, Owner.WEBHOOK, reason);
          OpenDeliveries.wakeNow(transaction.dsl(), claim.webhook().id());
        });
    starts.wakeWebhook(claim.webhook().id());
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
    int released =
        transaction
            .update(DELIVERY)
            .set(DELIVERY.STATUS, status.name())
            .set(DELIVERY.OWNER, owner.stored)
            .set(DELIVERY.PARKED_REASON, reason == null ? null : reason.stored)
            .set(DELIVERY.ATTEMPTS, claim.ordinal() - 1)
            .set(DELIVERY.NEXT_ATTEMPT_AT, DatabaseClock.now())
            .set(
                DELIVERY.WAKES_AT,
                status == DeliveryStatus.PENDING
                    ? DatabaseClock.now()
                    : org.jooq.impl.DSL.inline((Instant) null))
            .where(DELIVERY.ID.eq(claim.deliveryId()))
            .and(DELIVERY.STATUS.eq(DeliveryStatus.SENDING.name()))
            .and(DELIVERY.ATTEMPTS.eq(claim.ordinal()))
            .execute();
    if (released == 1) {
      transaction
          .deleteFrom(ATTEMPT)
          .where(ATTEMPT.DELIVERY_ID.eq(claim.deliveryId()))
          .and(ATTEMPT.ORDINAL.eq(claim.ordinal()))
          .and(ATTEMPT.OUTCOME.isNull())
          .execute();
    }
  }
}
