package org.wardbell.activities.delivery.state;

import static org.wardbell.activities.database.generated.Tables.ATTEMPT;
import static org.wardbell.activities.database.generated.Tables.DELIVERY;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import org.jooq.BatchBindStep;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.types.UByte;
import org.wardbell.activities.request.RequestRenderer;
import org.wardbell.workflows.delivery.DeliveryStatus;
import org.wardbell.workflows.delivery.TransportProblem;

/** Writes new deliveries and attempts, many at once: one statement for each table. */
public final class DeliveryRows {
  /** Beyond the webhook's timeout, for the wait for a slot, the journal and a slow clock. */
  private static final Duration LEASE_MARGIN = Duration.ofSeconds(10);

  /** {@code delivery.urgency} of live traffic: drains take it before resends and replays. */
  public static final UByte LIVE = UByte.valueOf(0);

  private DeliveryRows() {}

  /** When an attempt that begins now stops holding its delivery. */
  public static Instant leaseEnd(Instant now, int timeoutSeconds) {
    return now.plusSeconds(timeoutSeconds).plus(LEASE_MARGIN);
  }

  public static void insertDeliveries(
      DSLContext transaction, Collection<PlannedDelivery> planned, Instant now) {
    Field<?>[] fields = {
      DELIVERY.ID,
      DELIVERY.CLINIC_ID,
      DELIVERY.EVENT_ID,
      DELIVERY.WEBHOOK_ID,
      DELIVERY.SUBJECT,
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
      DELIVERY.FINISHED_AT
    };
    BatchBindStep batch =
        transaction.batch(
            transaction.insertInto(DELIVERY).columns(fields).values(new Object[fields.length]));
    for (PlannedDelivery delivery : planned) {
      Instant lease = leaseEnd(now, delivery.webhook().settings().timeoutSeconds());
      TransportProblem problem = delivery.body().problem();
      batch =
          batch.bind(
              delivery.id(),
              delivery.event().clinic().id(),
              delivery.event().id(),
              delivery.webhook().id(),
              delivery.event().subject(),
              AttemptTrigger.LIVE,
              delivery.placement().status().name(),
              delivery.placement().ownerStored(),
              delivery.placement().reasonStored(),
              delivery.placement().status() == DeliveryStatus.SENDING ? 1 : 0,
              problem == null ? now : null,
              switch (delivery.placement().status()) {
                case SENDING -> lease;
                case PENDING -> now;
                default -> null;
              },
              now.plus(delivery.webhook().schedule().patience()),
              delivery.body().reproducible() ? RequestRenderer.ENVELOPE_VERSION : null,
              delivery.body().contentType(),
              delivery.sealedBody() == null ? null : delivery.sealedBody().ciphertext(),
              delivery.sealedBody() == null ? null : delivery.sealedBody().keyId(),
              problem == null ? null : problem.outcome().name(),
              problem == null ? null : problem.code(),
              now,
              problem == null ? null : now);
    }
    batch.execute();
  }

  public static void insertAttempts(
      DSLContext transaction, Collection<ClaimedAttempt> claims, Instant now) {
    Field<?>[] fields = {
      ATTEMPT.DELIVERY_ID, ATTEMPT.ORDINAL, ATTEMPT.CLINIC_ID, ATTEMPT.WEBHOOK_ID,
      ATTEMPT.WEBHOOK_VERSION, ATTEMPT.TRIGGER, ATTEMPT.LANE, ATTEMPT.STARTED_AT,
      ATTEMPT.LEASE_UNTIL
    };
    BatchBindStep batch =
        transaction.batch(
            transaction.insertInto(ATTEMPT).columns(fields).values(new Object[fields.length]));
    for (ClaimedAttempt claim : claims) {
      batch =
          batch.bind(
              claim.deliveryId(),
              claim.ordinal(),
              claim.event().clinic().id(),
              claim.webhook().id(),
              claim.webhook().version(),
              claim.trigger(),
              claim.lane().name(),
              now,
              leaseEnd(now, claim.webhook().settings().timeoutSeconds()));
    }
    batch.execute();
  }
}
