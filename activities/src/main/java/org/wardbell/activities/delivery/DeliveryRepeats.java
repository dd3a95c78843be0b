package org.wardbell.activities.delivery;

import static org.jooq.impl.DSL.max;
import static org.wardbell.activities.database.generated.Tables.DELIVERY;
import static org.wardbell.activities.database.generated.Tables.EVENT;
import static org.wardbell.activities.database.generated.Tables.WEBHOOK;

import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.jooq.DSLContext;
import org.jooq.Record;
import org.jooq.types.UByte;
import org.jspecify.annotations.Nullable;
import org.wardbell.activities.database.DatabaseClock;
import org.wardbell.activities.database.Ids;
import org.wardbell.workflows.delivery.DeliveryStatus;
import org.wardbell.workflows.delivery.RetrySchedule;
import org.wardbell.workflows.webhook.RetryPolicy;

/**
 * Delivers an event once more: a delivery of its own, with its own id, parked with its webhook's
 * workflow, which sends it after whatever is live. Its body is rendered when it is first sent, by
 * the webhook as it is then.
 */
public final class DeliveryRepeats {
  /** The webhook's own schedule is not known here; the standard one's is long enough for any. */
  private static final Duration PATIENCE = RetrySchedule.of(RetryPolicy.STANDARD).patience();

  /** What made it, and how late it may go: drains take the lowest urgency first. */
  enum Origin {
    RESEND("resend", 1),
    REPLAY("replay", 2);

    private final String trigger;
    private final int urgency;

    Origin(String trigger, int urgency) {
      this.trigger = trigger;
      this.urgency = urgency;
    }
  }

  /**
   * An event that is delivered once more.
   *
   * @param original the delivery that it repeats, or null if there never was one
   * @param replay the job that wants it, or null
   */
  record Wanted(
      UUID clinic,
      UUID event,
      UUID webhook,
      @Nullable String subject,
      @Nullable UUID original,
      @Nullable UUID replay) {}

  /**
   * Resends a delivery inside the caller's transaction; empty if there is none with this id. The
   * caller wakes the webhook after the commit.
   */
  public Optional<RepeatResult> resend(DSLContext transaction, UUID deliveryId) {
    Record row =
        transaction
            .select(
                DELIVERY.CLINIC_ID,
                DELIVERY.EVENT_ID,
                DELIVERY.WEBHOOK_ID,
                DELIVERY.SUBJECT,
                DELIVERY.STATUS,
                WEBHOOK.ENABLED,
                WEBHOOK.DELETED_AT)
            .select(EVENT.DATA_CIPHERTEXT.isNotNull().as("data"))
            .from(DELIVERY)
            .join(WEBHOOK)
            .on(WEBHOOK.ID.eq(DELIVERY.WEBHOOK_ID))
            .leftJoin(EVENT)
            .on(EVENT.ID.eq(DELIVERY.EVENT_ID))
            .where(DELIVERY.ID.eq(deliveryId))
            .fetchOne();
    return row == null ? Optional.empty() : Optional.of(resend(transaction, deliveryId, row));
  }

  private static RepeatResult resend(DSLContext transaction, UUID original, Record row) {
    DeliveryStatus status = DeliveryStatus.valueOf(row.get(DELIVERY.STATUS));
    boolean deleted = row.get(WEBHOOK.DELETED_AT) != null;
    if (!status.isFinal()) {
      return new RepeatResult.StillOpen(status);
    }
    if (deleted || !row.get(WEBHOOK.ENABLED)) {
      return new RepeatResult.WebhookWithdrawn(deleted);
    }
    if (!row.get("data", Boolean.class)) {
      return new RepeatResult.DataRemoved();
    }
    Wanted wanted =
        new Wanted(
            row.get(DELIVERY.CLINIC_ID),
            row.get(DELIVERY.EVENT_ID),
            row.get(DELIVERY.WEBHOOK_ID),
            row.get(DELIVERY.SUBJECT),
            original,
            null);
    Matching.lockCondition(transaction, wanted.webhook());
    return new RepeatResult.Made(insert(transaction, wanted, Origin.RESEND), wanted.webhook());
  }

  /** The caller holds the lock of the webhook's state, which makes repetitions count one by one. */
  static UUID insert(DSLContext transaction, Wanted wanted, Origin origin) {
    UUID id = Ids.next();
    transaction
        .insertInto(DELIVERY)
        .set(DELIVERY.ID, id)
        .set(DELIVERY.CLINIC_ID, wanted.clinic())
        .set(DELIVERY.EVENT_ID, wanted.event())
        .set(DELIVERY.WEBHOOK_ID, wanted.webhook())
        .set(DELIVERY.SUBJECT, wanted.subject())
        .set(DELIVERY.REPETITION, nextRepetition(transaction, wanted))
        .set(DELIVERY.TRIGGER, origin.trigger)
        .set(DELIVERY.URGENCY, UByte.valueOf(origin.urgency))
        .set(DELIVERY.ORIGINAL_DELIVERY_ID, wanted.original())
        .set(DELIVERY.REPLAY_ID, wanted.replay())
        .set(DELIVERY.STATUS, DeliveryStatus.PARKED.name())
        .set(DELIVERY.OWNER, Owner.WEBHOOK.stored)
        .set(DELIVERY.PARKED_REASON, ParkedReason.REPEAT.stored)
        .set(DELIVERY.NEXT_ATTEMPT_AT, DatabaseClock.now())
        .set(DELIVERY.EXHAUSTS_AT, DatabaseClock.after(PATIENCE))
        .set(DELIVERY.CREATED_AT, DatabaseClock.now())
        .execute();
    OpenDeliveries.wakeNow(transaction, wanted.webhook());
    return id;
  }

  /** At least 1: 0 is what the event's own dispatch writes, even if it comes later. */
  private static int nextRepetition(DSLContext transaction, Wanted wanted) {
    Integer latest =
        transaction
            .select(max(DELIVERY.REPETITION))
            .from(DELIVERY)
            .where(DELIVERY.EVENT_ID.eq(wanted.event()))
            .and(DELIVERY.WEBHOOK_ID.eq(wanted.webhook()))
            .fetchSingle()
            .value1();
    return latest == null ? 1 : latest + 1;
  }
}
