package org.wardbell.activities.delivery.state;

import static org.jooq.impl.DSL.row;
import static org.jooq.impl.DSL.val;
import static org.wardbell.activities.database.generated.Tables.ATTEMPT;
import static org.wardbell.activities.database.generated.Tables.DELIVERY;
import static org.wardbell.activities.delivery.state.Placement.NEVER;
import static org.wardbell.activities.delivery.state.Placement.NONE;
import static org.wardbell.workflows.delivery.DeliveryStatus.CANCELLED;
import static org.wardbell.workflows.delivery.DeliveryStatus.DELIVERED;
import static org.wardbell.workflows.delivery.DeliveryStatus.EXHAUSTED;
import static org.wardbell.workflows.delivery.DeliveryStatus.GONE;
import static org.wardbell.workflows.delivery.DeliveryStatus.PARKED;
import static org.wardbell.workflows.delivery.DeliveryStatus.PENDING;
import static org.wardbell.workflows.delivery.DeliveryStatus.REFUSED;
import static org.wardbell.workflows.delivery.DeliveryStatus.SENDING;

import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jspecify.annotations.Nullable;
import org.wardbell.activities.database.DatabaseClock;
import org.wardbell.activities.database.generated.tables.records.DeliveryRecord;
import org.wardbell.activities.webhook.state.ParkedReason;
import org.wardbell.workflows.delivery.AttemptOutcome;
import org.wardbell.workflows.delivery.DeliveryStatus;

/**
 * The transitions of deliveries, and the only writer of {@code delivery} and {@code attempt}: one
 * method for each arrow of the state chart in docs/architecture.md. A method that moves a delivery
 * sets all of its status, owner, parked reason, next attempt, wake time and end, because each open
 * delivery has exactly one owner and one time at which that owner wakes. Works inside the callers'
 * transactions.
 */
public final class DeliveryTransitions {
  /**
   * Rows that one transaction moves at most. A webhook may have a million open deliveries: one
   * statement for all of them would hold up everybody for minutes, and be rolled back in the end.
   */
  public static final int CHUNK = 500;

  static final String LOST = "lost";

  private static final String FILTERED_OUT = "filtered_out";

  private static final String EXPIRED = "expired";

  private DeliveryTransitions() {}

  /** Writes what the dispatch of events led to, with the attempts that it makes at once. */
  @Transition(to = {SENDING, PENDING, PARKED, REFUSED})
  public static void plan(
      DSLContext transaction, Collection<PlannedDelivery> planned, Instant now) {
    if (planned.isEmpty()) {
      return;
    }
    DeliveryInserts.planned(transaction, planned, now);
    DeliveryEnds.refused(transaction, planned, now);
    List<ClaimedAttempt> claims =
        planned.stream()
            .filter(delivery -> delivery.placement().equals(Placement.EXPRESS))
            .map(PlannedDelivery::claim)
            .toList();
    if (!claims.isEmpty()) {
      DeliveryInserts.attempts(transaction, claims, now);
    }
  }

  /** Writes deliveries of events that are delivered once more. */
  @Transition(to = PARKED)
  public static void repeat(
      DSLContext transaction, Collection<RepeatedDelivery> repeated, Instant now) {
    DeliveryInserts.repeated(transaction, repeated, now);
  }

  /** Claims deliveries of one webhook whose rows are locked, and writes their attempts. */
  @Transition(
      from = {PENDING, PARKED, SENDING},
      to = SENDING)
  static void claim(
      DSLContext transaction, List<ClaimedAttempt> claims, Instant now, Instant leaseEnd) {
    transaction
        .update(DELIVERY)
        .set(
            Placement.columns(
                SENDING, DELIVERY.OWNER, NONE, DELIVERY.NEXT_ATTEMPT_AT, time(leaseEnd), NEVER))
        .set(DELIVERY.ATTEMPTS, DELIVERY.ATTEMPTS.plus(1))
        .where(DELIVERY.ID.in(claims.stream().map(ClaimedAttempt::deliveryId).toList()))
        .execute();
    DeliveryInserts.attempts(transaction, claims, now);
  }

  /**
   * Ends attempts with their outcomes, and their deliveries or the wait for the next attempt.
   *
   * @param open webhooks whose circuit is open
   * @return the results that moved their delivery; of the others the lease had ended before
   */
  @Transition(
      from = SENDING,
      to = {DELIVERED, REFUSED, GONE, EXHAUSTED, CANCELLED, PENDING, PARKED})
  public static List<AttemptResult> conclude(
      DSLContext transaction, List<AttemptResult> results, Set<UUID> open, Instant now) {
    List<AttemptResult> moved = OutcomeRows.updateDeliveries(transaction, results, open, now);
    OutcomeRows.updateAttempts(transaction, results, now);
    DeliveryEnds.cancelled(transaction, moved, now);
    return moved;
  }

  /**
   * Hands what waits for its next attempt to its webhook's workflow, at most {@value #CHUNK};
   * returns how many.
   */
  @Transition(from = PENDING, to = PARKED)
  static int park(DSLContext transaction, Condition which, ParkedReason reason) {
    return transaction
        .update(DELIVERY)
        .set(parked(reason, DELIVERY.NEXT_ATTEMPT_AT))
        .where(which)
        .and(DELIVERY.STATUS.eq(PENDING.name()))
        .limit(CHUNK)
        .execute();
  }

  /** Hands requests under way to their webhook's workflow, which goes on after their outcome. */
  @Transition(from = SENDING, to = SENDING)
  public static void handOver(DSLContext transaction, Collection<UUID> ids) {
    transaction
        .update(DELIVERY)
        .set(DELIVERY.OWNER, Owner.WEBHOOK.stored)
        .where(DELIVERY.ID.in(ids))
        .and(DELIVERY.STATUS.eq(SENDING.name()))
        .and(DELIVERY.OWNER.eq(Owner.EVENT.stored))
        .execute();
  }

  /** Makes due what is parked for a reason that is over. */
  @Transition(from = PARKED, to = PARKED)
  static void makeDue(
      DSLContext transaction, Collection<UUID> ids, ParkedReason reason, Instant now) {
    transaction
        .update(DELIVERY)
        .set(DELIVERY.NEXT_ATTEMPT_AT, now)
        .where(DELIVERY.ID.in(ids))
        .and(DELIVERY.STATUS.eq(PARKED.name()))
        .and(DELIVERY.PARKED_REASON.eq(reason.stored))
        .and(DELIVERY.NEXT_ATTEMPT_AT.gt(now))
        .execute();
  }

  /**
   * Undoes claims that were not used: the attempts never were, and their numbers are free again.
   *
   * @param rows of the claims, locked; one that somebody else has by now stays as it is
   */
  @Transition(
      from = SENDING,
      to = {PENDING, PARKED, CANCELLED})
  public static void release(
      DSLContext transaction,
      List<ReleasedClaim> released,
      Map<UUID, DeliveryRecord> rows,
      Instant now) {
    Map<ClaimedAttempt, DeliveryRecord> changed = new LinkedHashMap<>();
    for (ReleasedClaim one : released) {
      DeliveryRecord delivery = rows.get(one.claim().deliveryId());
      // Otherwise the lease had ended, and somebody else has it.
      if (delivery != null && delivery.getAttempts() == one.claim().ordinal()) {
        delivery.setAttempts(one.claim().ordinal() - 1);
        if (delivery.getCancelRequested()) {
          end(delivery, CANCELLED, now);
        } else {
          place(delivery, one.placement(), now);
        }
        changed.put(one.claim(), delivery);
      }
    }
    if (!changed.isEmpty()) {
      transaction.batchUpdate(changed.values()).execute();
      forget(transaction, changed.keySet());
      DeliveryEnds.cancelledAmong(transaction, changed.values(), now);
    }
  }

  private static void forget(DSLContext transaction, Collection<ClaimedAttempt> unused) {
    transaction
        .deleteFrom(ATTEMPT)
        .where(
            row(ATTEMPT.DELIVERY_ID, ATTEMPT.ORDINAL)
                .in(
                    unused.stream()
                        .map(claim -> row(claim.deliveryId(), claim.ordinal()))
                        .toList()))
        .and(ATTEMPT.OUTCOME.isNull())
        .execute();
  }

  /**
   * Closes the attempt of a locked delivery whose lease ran out without an outcome: the process
   * died, or was stopped for longer. The request may or may not have arrived, so it counts as
   * spent. Another transition of the same delivery follows.
   */
  @Transition(from = SENDING, to = SENDING)
  public static void lose(DSLContext transaction, DeliveryRecord delivery, Instant now) {
    transaction
        .update(ATTEMPT)
        .set(ATTEMPT.OUTCOME, AttemptOutcome.LOST.name())
        .set(ATTEMPT.CODE, LOST)
        .set(ATTEMPT.FINISHED_AT, now)
        .setNull(ATTEMPT.LEASE_UNTIL)
        .where(ATTEMPT.DELIVERY_ID.eq(delivery.getId()))
        .and(ATTEMPT.ORDINAL.eq(delivery.getAttempts()))
        .and(ATTEMPT.OUTCOME.isNull())
        .execute();
    delivery.setLastCode(LOST);
  }

  /** Takes a locked delivery back after its attempt was lost: due again now, where it belongs. */
  @Transition(
      from = SENDING,
      to = {PARKED, PENDING})
  @Transition(from = PENDING, to = PENDING)
  public static void takeBack(DeliveryRecord delivery, Placement placement, Instant now) {
    place(delivery, placement, now);
    delivery.update();
  }

  /** Cancels a locked delivery that no request is under way for. */
  @Transition(
      from = {PENDING, SENDING},
      to = CANCELLED)
  public static void cancel(DeliveryRecord delivery, Instant now) {
    writeEnd(delivery, CANCELLED, now);
  }

  /** Cancels a locked delivery that its webhook's filter turned out not to want. */
  @Transition(from = PARKED, to = CANCELLED)
  public static void cancelUnwanted(DeliveryRecord delivery, Instant now) {
    delivery.setLastCode(FILTERED_OUT);
    writeEnd(delivery, CANCELLED, now);
  }

  /** Cancels what waits; a request under way keeps its outcome, and no other follows. */
  @Transition(
      from = {PENDING, PARKED},
      to = CANCELLED)
  @Transition(from = SENDING, to = SENDING)
  public static void cancel(DSLContext transaction, Collection<UUID> ids) {
    Instant now = DatabaseClock.read(transaction);
    writeEnds(transaction, ids, Set.of(PENDING, PARKED), CANCELLED, DELIVERY.LAST_CODE, now);
    transaction
        .update(DELIVERY)
        .set(DELIVERY.CANCEL_REQUESTED, true)
        .where(DELIVERY.ID.in(ids))
        .and(DELIVERY.STATUS.eq(SENDING.name()))
        .execute();
  }

  /** Keeps a locked delivery that its webhook's filter, asked at last, wants. */
  @Transition(from = PARKED, to = PARKED)
  public static void confirm(DeliveryRecord delivery) {
    delivery.setFilterUndecided(false);
    delivery.update();
  }

  /**
   * Puts a locked delivery off whose filter or transformation was not evaluated to its end; each
   * time for longer.
   */
  @Transition(from = PARKED, to = PARKED)
  public static void defer(DeliveryRecord delivery, Instant now) {
    int earlier = delivery.getDeferrals() + 1; // Its first was before it was parked.
    delivery.setDeferrals(Math.min(earlier, Short.MAX_VALUE));
    Instant next = now.plus(Deferral.after(earlier));
    set(delivery, Placement.parked(ParkedReason.EXPRESSION), next, null, null);
    delivery.update();
  }

  /** Gives a locked delivery up that was tried as often as it may be. */
  @Transition(
      from = {PENDING, SENDING},
      to = EXHAUSTED)
  static void exhaust(DeliveryRecord delivery, Instant now) {
    writeEnd(delivery, EXHAUSTED, now);
  }

  /** Gives deliveries up whose rows are locked, and that waited as long as they may. */
  @Transition(from = PARKED, to = EXHAUSTED)
  static void exhaust(DSLContext transaction, Collection<UUID> ids, Instant now) {
    writeEnds(transaction, ids, Set.of(PARKED), EXHAUSTED, DELIVERY.LAST_CODE, now);
  }

  /** Gives deliveries up whose rows are locked, because what they would send is about to end. */
  @Transition(
      from = {PENDING, PARKED},
      to = EXHAUSTED)
  static void expire(DSLContext transaction, Collection<UUID> ids, Instant now) {
    Field<String> expired = val(EXPIRED, DELIVERY.LAST_CODE);
    writeEnds(transaction, ids, Set.of(PENDING, PARKED), EXHAUSTED, expired, now);
  }

  /**
   * Moves the wake times of overdue deliveries on, so that a scan sees them again only if they
   * stay.
   */
  @Transition(from = PENDING, to = PENDING)
  @Transition(from = SENDING, to = SENDING)
  public static void wakeLater(DSLContext transaction, Collection<UUID> ids) {
    transaction
        .update(DELIVERY)
        .set(DELIVERY.WAKES_AT, DatabaseClock.now())
        .where(DELIVERY.ID.in(ids))
        .execute();
  }

  private static Map<Field<?>, Field<?>> parked(ParkedReason reason, Field<Instant> next) {
    return Placement.columns(
        PARKED, text(Owner.WEBHOOK.stored), text(reason.stored), next, NEVER, NEVER);
  }

  /** Puts a locked delivery back, due now. */
  private static void place(DeliveryRecord delivery, Placement placement, Instant now) {
    set(delivery, placement, now, placement.status() == PENDING ? now : null, null);
  }

  private static void end(DeliveryRecord delivery, DeliveryStatus status, Instant now) {
    set(delivery, new Placement(status, null, null), null, null, now);
  }

  private static void writeEnd(DeliveryRecord delivery, DeliveryStatus status, Instant now) {
    end(delivery, status, now);
    delivery.update();
    DeliveryEnds.note(delivery);
  }

  /** Ends those of some deliveries that wait in one of these states. */
  private static void writeEnds(
      DSLContext transaction,
      Collection<UUID> ids,
      Set<DeliveryStatus> waiting,
      DeliveryStatus status,
      Field<String> code,
      Instant now) {
    transaction
        .update(DELIVERY)
        .set(Placement.ended(status, now))
        .set(DELIVERY.LAST_CODE, code)
        .where(DELIVERY.ID.in(ids))
        .and(DELIVERY.STATUS.in(waiting.stream().map(DeliveryStatus::name).toList()))
        .execute();
    DeliveryEnds.waited(transaction, ids, status, now);
  }

  private static void set(
      DeliveryRecord delivery,
      Placement placement,
      @Nullable Instant next,
      @Nullable Instant wakes,
      @Nullable Instant finished) {
    delivery.setStatus(placement.status().name());
    delivery.setOwner(placement.ownerStored());
    delivery.setParkedReason(placement.reasonStored());
    delivery.setNextAttemptAt(next);
    delivery.setWakesAt(wakes);
    delivery.setFinishedAt(finished);
  }

  private static Field<String> text(String stored) {
    return val(stored, DELIVERY.STATUS);
  }

  private static Field<Instant> time(Instant time) {
    return val(time, DELIVERY.WAKES_AT);
  }
}
