package org.wardbell.activities.delivery.attempt;

import static org.wardbell.activities.database.generated.Tables.DELIVERY;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jooq.DSLContext;
import org.jooq.exception.DataAccessException;
import org.wardbell.activities.database.Contention;
import org.wardbell.activities.database.DatabaseClock;
import org.wardbell.activities.database.DatabaseFailures;
import org.wardbell.activities.database.generated.tables.records.DeliveryRecord;
import org.wardbell.activities.delivery.state.ClaimedAttempt;
import org.wardbell.activities.delivery.state.DeliveryTransitions;
import org.wardbell.activities.delivery.state.Lane;
import org.wardbell.activities.delivery.state.Placement;
import org.wardbell.activities.delivery.state.ReleasedClaim;
import org.wardbell.activities.webhook.state.ParkedReason;
import org.wardbell.activities.webhook.state.WebhookStateRows;
import org.wardbell.workflows.delivery.DeliveryStatus;

/**
 * Gives back claims that were not used: the attempt never was, and its number is free again. What
 * comes while a transaction runs shares the next one, because a receiver that hangs turns away
 * hundreds at the same moment, and they must not take every connection to the database.
 */
final class ClaimRelease {
  /** Of the lease's margin of 10 s; the claim was given up within the first of them. */
  private static final Duration PERSISTENCE = Duration.ofSeconds(7);

  private static final Duration PAUSE = Duration.ofMillis(200);

  private final DSLContext dsl;
  private final GroupCommit<ReleasedClaim> commits;

  ClaimRelease(DSLContext dsl) {
    this.dsl = dsl;
    this.commits = new GroupCommit<>(this::write);
  }

  /** Parks the delivery with its webhook's workflow, which the caller wakes. */
  void park(ClaimedAttempt claim, ParkedReason reason) {
    commits.commit(new ReleasedClaim(claim, Placement.parked(reason)));
  }

  /** Gives the delivery back to the workflow that had it. */
  void giveBack(ClaimedAttempt claim) {
    commits.commit(
        new ReleasedClaim(
            claim,
            claim.lane() == Lane.DRAIN ? Placement.parked(ParkedReason.RETRY) : Placement.REGULAR));
  }

  /** A claim that stays is nobody's until its lease ends, and then it counts as a request. */
  private void write(List<ReleasedClaim> releases) {
    long end = System.nanoTime() + PERSISTENCE.toNanos();
    while (true) {
      try {
        int _ = Contention.result(dsl, transaction -> write(transaction.dsl(), releases));
        return;
      } catch (DataAccessException failure) {
        if (System.nanoTime() > end || !isPassing(failure)) {
          throw failure;
        }
        pause(failure);
      }
    }
  }

  private static boolean isPassing(DataAccessException failure) {
    return DatabaseFailures.isRace(failure) || DatabaseFailures.isAway(failure);
  }

  private static void pause(DataAccessException failure) {
    try {
      Thread.sleep(PAUSE);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw failure;
    }
  }

  private static int write(DSLContext transaction, List<ReleasedClaim> releases) {
    wakeParked(transaction, releases);
    Map<UUID, DeliveryRecord> rows = lock(transaction, releases);
    Instant now = DatabaseClock.read(transaction);
    DeliveryTransitions.release(transaction, releases, rows, now);
    return releases.size();
  }

  /** Locks the states of their webhooks, as all who park do, before the deliveries. */
  private static void wakeParked(DSLContext transaction, List<ReleasedClaim> releases) {
    List<UUID> webhooks =
        releases.stream()
            .filter(release -> release.placement().isParked())
            .map(release -> release.claim().webhook().id())
            .distinct()
            .sorted()
            .toList();
    WebhookStateRows.wakeNow(transaction, webhooks);
  }

  private static Map<UUID, DeliveryRecord> lock(
      DSLContext transaction, List<ReleasedClaim> releases) {
    return transaction
        .selectFrom(DELIVERY)
        .where(DELIVERY.ID.in(releases.stream().map(one -> one.claim().deliveryId()).toList()))
        .and(DELIVERY.STATUS.eq(DeliveryStatus.SENDING.name()))
        .orderBy(DELIVERY.ID)
        .forUpdate()
        .stream()
        .collect(Collectors.toMap(DeliveryRecord::getId, Function.identity()));
  }
}
