package org.wardbell.activities.delivery.removal;

import static org.jooq.impl.DSL.max;
import static org.jooq.impl.DSL.row;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.selectOne;
import static org.wardbell.activities.database.generated.Tables.ATTEMPT;
import static org.wardbell.activities.database.generated.Tables.DELIVERY;

import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Query;
import org.jooq.Record2;
import org.wardbell.activities.crypto.Sealed;
import org.wardbell.workflows.delivery.DeliveryStatus;

/**
 * The removal of what deliveries hold, and of deliveries that have ended. No delivery's state
 * changes here: what is open is ended first, by {@code DeliveryTransitions}. Works inside the
 * callers' transactions, and each call changes so many rows at most as it is told.
 */
public final class DeliveryRemoval {
  private DeliveryRemoval() {}

  /** Returns open deliveries of these events that no request is under way for. */
  public static List<UUID> waiting(DSLContext transaction, Collection<UUID> events, int limit) {
    return transaction
        .select(DELIVERY.ID)
        .from(DELIVERY)
        .where(DELIVERY.EVENT_ID.in(events))
        .and(DELIVERY.STATUS.in(DeliveryStatus.PENDING.name(), DeliveryStatus.PARKED.name()))
        .limit(limit)
        .fetch(DELIVERY.ID);
  }

  /**
   * Returns deliveries of these events that a request is under way for, with their events. All of
   * them: what is not among them is taken for ended. There are no more than slots for requests.
   */
  public static List<Record2<UUID, UUID>> sending(DSLContext transaction, Collection<UUID> events) {
    return transaction
        .select(DELIVERY.ID, DELIVERY.EVENT_ID)
        .from(DELIVERY)
        .where(DELIVERY.EVENT_ID.in(events))
        .and(DELIVERY.STATUS.eq(DeliveryStatus.SENDING.name()))
        .fetch();
  }

  /** Removes kept bodies of these events' deliveries; returns how many. */
  public static int bodies(DSLContext transaction, Collection<UUID> events, int limit) {
    List<UUID> holding = holding(transaction, events, DELIVERY.BODY_CIPHERTEXT, limit);
    return holding.isEmpty()
        ? 0
        : transaction
            .update(DELIVERY)
            .setNull(DELIVERY.BODY_CIPHERTEXT)
            .setNull(DELIVERY.KEY_ID)
            .where(DELIVERY.ID.in(holding))
            .execute();
  }

  private static List<UUID> holding(
      DSLContext transaction, Collection<UUID> events, Field<?> what, int limit) {
    return transaction
        .select(DELIVERY.ID)
        .from(DELIVERY)
        .where(DELIVERY.EVENT_ID.in(events))
        .and(what.isNotNull())
        .limit(limit)
        .fetch(DELIVERY.ID);
  }

  /** Removes what receivers answered to these events' deliveries; returns how many. */
  public static int answers(DSLContext transaction, Collection<UUID> events, int limit) {
    List<Record2<UUID, Integer>> holding =
        transaction
            .select(ATTEMPT.DELIVERY_ID, ATTEMPT.ORDINAL)
            .from(DELIVERY)
            .join(ATTEMPT)
            .on(ATTEMPT.DELIVERY_ID.eq(DELIVERY.ID))
            .where(DELIVERY.EVENT_ID.in(events))
            .and(ATTEMPT.RESPONSE_CIPHERTEXT.isNotNull())
            .limit(limit)
            .fetch();
    return holding.isEmpty()
        ? 0
        : transaction
            .update(ATTEMPT)
            .setNull(ATTEMPT.RESPONSE_CIPHERTEXT)
            .setNull(ATTEMPT.KEY_ID)
            .where(
                row(ATTEMPT.DELIVERY_ID, ATTEMPT.ORDINAL)
                    .in(holding.stream().map(each -> row(each.value1(), each.value2())).toList()))
            .execute();
  }

  /** Removes what these events' deliveries are found by as a subject's; returns how many. */
  public static int subjects(DSLContext transaction, Collection<UUID> events, int limit) {
    List<UUID> holding = holding(transaction, events, DELIVERY.SUBJECT_FINGERPRINT, limit);
    return holding.isEmpty()
        ? 0
        : transaction
            .update(DELIVERY)
            .setNull(DELIVERY.SUBJECT_FINGERPRINT)
            .where(DELIVERY.ID.in(holding))
            .execute();
  }

  /** Removes attempts of deliveries that have ended; returns how many. */
  public static int attempts(DSLContext transaction, Collection<UUID> ended, int limit) {
    List<Record2<UUID, Integer>> found =
        transaction
            .select(ATTEMPT.DELIVERY_ID, ATTEMPT.ORDINAL)
            .from(ATTEMPT)
            .where(ATTEMPT.DELIVERY_ID.in(ended))
            .limit(limit)
            .fetch();
    if (found.isEmpty()) {
      return 0;
    }
    Condition these =
        row(ATTEMPT.DELIVERY_ID, ATTEMPT.ORDINAL)
            .in(found.stream().map(each -> row(each.value1(), each.value2())).toList());
    RemovalMarks.note(
        transaction,
        select(ATTEMPT.CLINIC_ID, max(ATTEMPT.FINISHED_AT))
            .from(ATTEMPT)
            .where(these)
            .and(ATTEMPT.FINISHED_AT.isNotNull())
            .groupBy(ATTEMPT.CLINIC_ID));
    return transaction.deleteFrom(ATTEMPT).where(these).execute();
  }

  /** Removes deliveries that have ended and have no attempts any more; returns how many. */
  public static int deliveries(DSLContext transaction, Collection<UUID> ended) {
    if (ended.isEmpty()) {
      return 0;
    }
    Condition these =
        DELIVERY
            .ID
            .in(ended)
            .and(DELIVERY.FINISHED_AT.isNotNull())
            .andNotExists(selectOne().from(ATTEMPT).where(ATTEMPT.DELIVERY_ID.eq(DELIVERY.ID)));
    RemovalMarks.note(
        transaction,
        select(DELIVERY.CLINIC_ID, max(DELIVERY.FINISHED_AT))
            .from(DELIVERY)
            .where(these)
            .groupBy(DELIVERY.CLINIC_ID));
    return transaction.deleteFrom(DELIVERY).where(these).execute();
  }

  /** Returns the statement that puts another seal on an answer, unless it was changed meanwhile. */
  public static Query answerSealedAgain(
      DSLContext dsl, UUID delivery, int ordinal, byte[] before, Sealed sealed) {
    return dsl.update(ATTEMPT)
        .set(ATTEMPT.RESPONSE_CIPHERTEXT, sealed.ciphertext())
        .set(ATTEMPT.KEY_ID, sealed.keyId())
        .where(ATTEMPT.DELIVERY_ID.eq(delivery))
        .and(ATTEMPT.ORDINAL.eq(ordinal))
        .and(ATTEMPT.RESPONSE_CIPHERTEXT.eq(before));
  }
}
