package org.wardbell.activities.delivery.attempt;

import static org.jooq.impl.DSL.row;
import static org.wardbell.activities.database.generated.Tables.ATTEMPT;
import static org.wardbell.activities.database.generated.Tables.DELIVERY;
import static org.wardbell.activities.database.generated.Tables.WEBHOOK_STATE;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.wardbell.activities.database.DatabaseClock;
import org.wardbell.activities.database.generated.tables.records.DeliveryRecord;
import org.wardbell.activities.delivery.state.ClaimedAttempt;
import org.wardbell.activities.delivery.state.DeliveryEnd;
import org.wardbell.activities.delivery.state.Lane;
import org.wardbell.activities.delivery.state.Owner;
import org.wardbell.activities.webhook.state.ParkedReason;
import org.wardbell.workflows.delivery.DeliveryStatus;

/**
 * Gives back claims that were not used: the attempt never was, and its number is free again. What
 * comes while a transaction runs shares the next one, because a receiver that hangs turns away
 * hundreds at the same moment, and they must not take every connection to the database.
 */
public final class ClaimRelease {
  private record Release(
      ClaimedAttempt claim, DeliveryStatus status, Owner owner, @Nullable ParkedReason reason) {}

  private final DSLContext dsl;
  private final GroupCommit<Release> commits;

  public ClaimRelease(DSLContext dsl) {
    this.dsl = dsl;
    this.commits = new GroupCommit<>(this::write);
  }

  /** Parks the delivery with its webhook's workflow, which the caller wakes. */
  public void park(ClaimedAttempt claim, ParkedReason reason) {
    commits.commit(new Release(claim, DeliveryStatus.PARKED, Owner.WEBHOOK, reason));
  }

  /** Leaves the delivery with whoever had it. */
  void giveBack(ClaimedAttempt claim) {
    commits.commit(
        claim.lane() == Lane.DRAIN
            ? new Release(claim, DeliveryStatus.PARKED, Owner.WEBHOOK, ParkedReason.RETRY)
            : new Release(claim, DeliveryStatus.PENDING, Owner.EVENT, null));
  }

  private void write(List<Release> releases) {
    dsl.transaction(
        transaction -> {
          DSLContext inside = transaction.dsl();
          wakeParked(inside, releases);
          Map<UUID, DeliveryRecord> rows = lock(inside, releases);
          Instant now = DatabaseClock.read(inside);
          List<DeliveryRecord> changed = new ArrayList<>();
          List<ClaimedAttempt> unused = new ArrayList<>();
          for (Release release : releases) {
            DeliveryRecord delivery = rows.get(release.claim().deliveryId());
            // Otherwise the lease had ended, and somebody else has it.
            if (delivery != null && delivery.getAttempts() == release.claim().ordinal()) {
              change(delivery, release, now);
              changed.add(delivery);
              unused.add(release.claim());
            }
          }
          inside.batchUpdate(changed).execute();
          forget(inside, unused);
        });
  }

  /** Locks the states of their webhooks, as all who park do, before the deliveries. */
  private static void wakeParked(DSLContext transaction, List<Release> releases) {
    List<UUID> webhooks =
        releases.stream()
            .filter(release -> release.reason() != null)
            .map(release -> release.claim().webhook().id())
            .distinct()
            .sorted()
            .toList();
    if (!webhooks.isEmpty()) {
      transaction
          .update(WEBHOOK_STATE)
          .set(WEBHOOK_STATE.WAKES_AT, DatabaseClock.now())
          .where(WEBHOOK_STATE.WEBHOOK_ID.in(webhooks))
          .execute();
    }
  }

  private static Map<UUID, DeliveryRecord> lock(DSLContext transaction, List<Release> releases) {
    return transaction
        .selectFrom(DELIVERY)
        .where(DELIVERY.ID.in(releases.stream().map(one -> one.claim().deliveryId()).toList()))
        .and(DELIVERY.STATUS.eq(DeliveryStatus.SENDING.name()))
        .orderBy(DELIVERY.ID)
        .forUpdate()
        .stream()
        .collect(Collectors.toMap(DeliveryRecord::getId, Function.identity()));
  }

  private static void change(DeliveryRecord delivery, Release release, Instant now) {
    delivery.setAttempts(release.claim().ordinal() - 1);
    if (delivery.getCancelRequested()) {
      DeliveryEnd.cancel(delivery, now);
      return;
    }
    ParkedReason reason = release.reason();
    delivery.setStatus(release.status().name());
    delivery.setOwner(release.owner().stored);
    delivery.setParkedReason(reason == null ? null : reason.stored);
    delivery.setNextAttemptAt(now);
    delivery.setWakesAt(release.status() == DeliveryStatus.PENDING ? now : null);
  }

  private static void forget(DSLContext transaction, List<ClaimedAttempt> unused) {
    if (!unused.isEmpty()) {
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
  }
}
