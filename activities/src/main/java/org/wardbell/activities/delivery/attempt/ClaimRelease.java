package org.wardbell.activities.delivery.attempt;

import static org.wardbell.activities.database.generated.Tables.DELIVERY;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
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
import org.wardbell.workflows.Backoff;
import org.wardbell.workflows.delivery.DeliveryStatus;

/**
 * Gives back claims that were not used: the attempt never was, and its number is free again. What
 * comes while a transaction runs shares the next one, because a receiver that hangs turns away
 * hundreds at the same moment, and they must not take every connection to the database.
 */
final class ClaimRelease {
  /** Some leases end not much later, and then somebody else may have the delivery. */
  private static final Duration PATIENCE = Duration.ofSeconds(8);

  private static final Backoff PAUSES = new Backoff(Duration.ofMillis(100), Duration.ofSeconds(1));

  private final DSLContext dsl;
  private final GroupCommit<Release> commits;

  /**
   * Of webhooks whose state somebody held when their turn came: nobody else waits for them, and
   * each needs one connection.
   */
  private final Map<UUID, GroupCommit<Release>> apart = new ConcurrentHashMap<>();

  ClaimRelease(DSLContext dsl) {
    this.dsl = dsl;
    this.commits = new GroupCommit<>(releases -> write(releases, true));
  }

  /** A claim to give back, and whether that has to wait for the state of its webhook. */
  private static final class Release {
    private final ReleasedClaim claim;
    private boolean apart;

    private Release(ReleasedClaim claim) {
      this.claim = claim;
    }

    private UUID webhook() {
      return claim.claim().webhook().id();
    }
  }

  /** Parks the delivery with its webhook's workflow, which the caller wakes. */
  void park(ClaimedAttempt claim, ParkedReason reason) {
    release(new ReleasedClaim(claim, Placement.parked(reason)));
  }

  /** Gives the delivery back to the workflow that had it. */
  void giveBack(ClaimedAttempt claim) {
    release(
        new ReleasedClaim(
            claim,
            claim.lane() == Lane.DRAIN ? Placement.parked(ParkedReason.RETRY) : Placement.REGULAR));
  }

  private void release(ReleasedClaim claim) {
    Release release = new Release(claim);
    commits.commit(release);
    if (release.apart) {
      GroupCommit<Release> own =
          apart.computeIfAbsent(
              release.webhook(), id -> new GroupCommit<>(releases -> write(releases, false)));
      own.commit(release);
      if (own.waiting() == 0) {
        apart.remove(release.webhook(), own);
      }
    }
  }

  /**
   * A claim that stays is nobody's until its lease ends, and then counts as an attempt that nobody
   * made. So it is tried again after a race, and for a while when the database is away: a pool that
   * is empty for a moment, or a restart.
   */
  private void write(List<Release> releases, boolean freeOnly) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    Duration pause = PAUSES.first();
    while (true) {
      try {
        Set<UUID> busy =
            Contention.result(dsl, transaction -> write(transaction.dsl(), releases, freeOnly));
        releases.forEach(release -> release.apart = busy.contains(release.webhook()));
        return;
      } catch (DataAccessException failure) {
        if (!DatabaseFailures.isAway(failure) || System.nanoTime() > end) {
          throw failure;
        }
        sleep(pause, failure);
        pause = PAUSES.after(pause);
      }
    }
  }

  private static void sleep(Duration pause, DataAccessException failure) {
    try {
      Thread.sleep(pause);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw failure;
    }
  }

  /** Returns the webhooks that were left out, because somebody holds their state. */
  private static Set<UUID> write(DSLContext transaction, List<Release> releases, boolean freeOnly) {
    Set<UUID> busy = wakeParked(transaction, releases, freeOnly);
    List<ReleasedClaim> free =
        releases.stream()
            .filter(release -> !busy.contains(release.webhook()))
            .map(release -> release.claim)
            .toList();
    if (!free.isEmpty()) {
      Map<UUID, DeliveryRecord> rows = lock(transaction, free);
      DeliveryTransitions.release(transaction, free, rows, DatabaseClock.read(transaction));
    }
    return busy;
  }

  /** Locks the states of their webhooks, as all who park do, before the deliveries. */
  private static Set<UUID> wakeParked(
      DSLContext transaction, List<Release> releases, boolean freeOnly) {
    Set<UUID> webhooks =
        releases.stream()
            .filter(release -> release.claim.placement().isParked())
            .map(Release::webhook)
            .collect(Collectors.toCollection(TreeSet::new));
    Set<UUID> busy = Set.of();
    if (freeOnly && !webhooks.isEmpty()) {
      Set<UUID> locked = WebhookStateRows.lockFree(transaction, webhooks).keySet();
      busy =
          webhooks.size() == locked.size()
              ? busy
              : WebhookStateRows.existing(
                  transaction, webhooks.stream().filter(id -> !locked.contains(id)).toList());
      webhooks.removeAll(busy);
    }
    WebhookStateRows.wakeNow(transaction, webhooks);
    return busy;
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
