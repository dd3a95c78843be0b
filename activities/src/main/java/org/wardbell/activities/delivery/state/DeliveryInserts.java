package org.wardbell.activities.delivery.state;

import static org.wardbell.activities.database.generated.Tables.ATTEMPT;
import static org.wardbell.activities.database.generated.Tables.DELIVERY;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jooq.BatchBindStep;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.impl.DSL;
import org.jooq.types.UByte;
import org.jspecify.annotations.Nullable;
import org.wardbell.activities.database.batch.RenderedBatch;
import org.wardbell.activities.request.RequestRenderer;
import org.wardbell.activities.webhook.state.ParkedReason;
import org.wardbell.workflows.delivery.DeliveryStatus;
import org.wardbell.workflows.delivery.TransportProblem;

/** Inserts new deliveries and attempts, many at once: one statement for each table. */
final class DeliveryInserts {
  private static final List<Field<?>> PLANNED =
      List.of(
          DELIVERY.ID,
          DELIVERY.CLINIC_ID,
          DELIVERY.EVENT_ID,
          DELIVERY.WEBHOOK_ID,
          DELIVERY.SUBJECT_FINGERPRINT,
          DELIVERY.TRIGGER,
          DELIVERY.STATUS,
          DELIVERY.OWNER,
          DELIVERY.PARKED_REASON,
          DELIVERY.ATTEMPTS,
          DELIVERY.NEXT_ATTEMPT_AT,
          DELIVERY.WAKES_AT,
          DELIVERY.EXHAUSTS_AT,
          DELIVERY.ENVELOPE_VERSION,
          DELIVERY.CONTENT_TYPE,
          DELIVERY.BODY_CIPHERTEXT,
          DELIVERY.KEY_ID,
          DELIVERY.LAST_OUTCOME,
          DELIVERY.LAST_CODE,
          DELIVERY.CREATED_AT,
          DELIVERY.FINISHED_AT,
          DELIVERY.FILTER_UNDECIDED);

  private static final RenderedBatch INSERT_PLANNED =
      RenderedBatch.of(
          DSL.insertInto(DELIVERY).columns(PLANNED).values(new @Nullable Object[PLANNED.size()]));

  private static final List<Field<?>> BEGUN =
      List.of(
          ATTEMPT.DELIVERY_ID,
          ATTEMPT.ORDINAL,
          ATTEMPT.CLINIC_ID,
          ATTEMPT.WEBHOOK_ID,
          ATTEMPT.WEBHOOK_VERSION,
          ATTEMPT.TRIGGER,
          ATTEMPT.LANE,
          ATTEMPT.STARTED_AT,
          ATTEMPT.LEASE_UNTIL);

  private static final RenderedBatch INSERT_BEGUN =
      RenderedBatch.of(
          DSL.insertInto(ATTEMPT).columns(BEGUN).values(new @Nullable Object[BEGUN.size()]));

  private DeliveryInserts() {}

  /** Inserts what the dispatch of events led to. */
  static void planned(DSLContext transaction, Collection<PlannedDelivery> planned, Instant now) {
    List<@Nullable Object[]> rows = new ArrayList<>(planned.size());
    for (PlannedDelivery delivery : planned) {
      Instant lease = Lease.end(now, delivery.webhook().settings().timeoutSeconds());
      TransportProblem problem = delivery.body().problem();
      rows.add(
          new @Nullable Object[] {
            delivery.id(),
            delivery.event().clinic().id(),
            delivery.event().id(),
            delivery.webhook().id(),
            delivery.event().subjectFingerprint(),
            AttemptTrigger.LIVE,
            delivery.placement().status().name(),
            delivery.placement().ownerStored(),
            delivery.placement().reasonStored(),
            delivery.placement().status() == DeliveryStatus.SENDING ? 1 : 0,
            problem == null ? due(delivery.placement(), now) : null,
            switch (delivery.placement().status()) {
              case SENDING -> lease;
              case PENDING -> now;
              default -> null;
            },
            delivery.state().patience().at(now).plus(delivery.webhook().schedule().patience()),
            delivery.body().reproducible() ? RequestRenderer.ENVELOPE_VERSION : null,
            delivery.body().contentType(),
            delivery.sealedBody() == null ? null : delivery.sealedBody().ciphertext(),
            delivery.sealedBody() == null ? null : delivery.sealedBody().keyId(),
            problem == null ? null : problem.outcome().name(),
            problem == null ? null : problem.code(),
            now,
            problem == null ? null : now,
            delivery.filterUndecided()
          });
    }
    INSERT_PLANNED.execute(transaction, rows);
  }

  private static Instant due(Placement placement, Instant now) {
    return placement.reason() == ParkedReason.EXPRESSION ? now.plus(Deferral.first()) : now;
  }

  /** Inserts attempts before their first byte leaves. */
  static void attempts(DSLContext transaction, Collection<ClaimedAttempt> claims, Instant now) {
    List<@Nullable Object[]> rows = new ArrayList<>(claims.size());
    for (ClaimedAttempt claim : claims) {
      rows.add(
          new @Nullable Object[] {
            claim.deliveryId(),
            claim.ordinal(),
            claim.event().clinic().id(),
            claim.webhook().id(),
            claim.webhook().version(),
            claim.trigger(),
            claim.lane().name(),
            now,
            Lease.end(now, claim.webhook().settings().timeoutSeconds())
          });
    }
    INSERT_BEGUN.execute(transaction, rows);
  }

  /** Inserts resends and deliveries of replay jobs. */
  static void repeated(DSLContext transaction, Collection<RepeatedDelivery> repeated, Instant now) {
    Field<?>[] fields = {
      DELIVERY.ID,
      DELIVERY.CLINIC_ID,
      DELIVERY.EVENT_ID,
      DELIVERY.WEBHOOK_ID,
      DELIVERY.SUBJECT_FINGERPRINT,
      DELIVERY.REPETITION,
      DELIVERY.TRIGGER,
      DELIVERY.URGENCY,
      DELIVERY.ORIGINAL_DELIVERY_ID,
      DELIVERY.REPLAY_ID,
      DELIVERY.STATUS,
      DELIVERY.OWNER,
      DELIVERY.PARKED_REASON,
      DELIVERY.NEXT_ATTEMPT_AT,
      DELIVERY.EXHAUSTS_AT,
      DELIVERY.CREATED_AT,
      DELIVERY.FILTER_UNDECIDED
    };
    BatchBindStep batch =
        transaction.batch(
            transaction.insertInto(DELIVERY).columns(fields).values(new Object[fields.length]));
    for (RepeatedDelivery one : repeated) {
      batch =
          batch.bind(
              one.id(),
              one.clinic(),
              one.event(),
              one.webhook(),
              one.subjectFingerprint(),
              one.repetition(),
              one.trigger(),
              UByte.valueOf(one.urgency()),
              one.original(),
              one.replay(),
              DeliveryStatus.PARKED.name(),
              Owner.WEBHOOK.stored,
              ParkedReason.REPEAT.stored,
              one.due(),
              one.exhaustsAt(),
              now,
              one.filterUndecided());
    }
    batch.execute();
  }
}
