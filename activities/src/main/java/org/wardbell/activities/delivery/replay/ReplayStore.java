package org.wardbell.activities.delivery.replay;

import static org.wardbell.activities.database.generated.Tables.DELIVERY;
import static org.wardbell.activities.database.generated.Tables.REPLAY;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.wardbell.activities.database.DatabaseClock;
import org.wardbell.activities.database.Ids;
import org.wardbell.activities.database.generated.tables.records.ReplayRecord;
import org.wardbell.activities.delivery.state.OpenDeliveries;
import org.wardbell.activities.webhook.KeptWebhook;
import org.wardbell.activities.webhook.state.WebhookStateRows;
import org.wardbell.workflows.delivery.DeliveryStatus;
import org.wardbell.workflows.delivery.ReplaySelection;
import org.wardbell.workflows.delivery.ReplayStatus;

/** The store of replay jobs, for people's requests; {@link ReplaySteps} advances them. */
public final class ReplayStore {
  /** Returns whether the webhook has a job that has not ended, so that it may have no other. */
  public boolean hasOpen(DSLContext dsl, UUID webhookId) {
    return dsl.fetchExists(REPLAY, REPLAY.WEBHOOK_ID.eq(webhookId).and(isOpen()));
  }

  /**
   * Looks where a job's events begin and how many there may be. This reads many events, and so no
   * lock is held meanwhile: it runs before the transaction that keeps the job.
   */
  public ReplayEstimate estimate(DSLContext dsl, KeptWebhook webhook, NewReplay wanted) {
    return ReplayEstimate.of(
        dsl, webhook, wanted, ReplayEventsQuery.cursorBefore(dsl, wanted.from()));
  }

  /**
   * Keeps a new job inside the caller's transaction, which wakes its workflow after the commit.
   *
   * @return empty if the webhook has a job that has not ended
   */
  public Optional<UUID> insert(
      DSLContext transaction, KeptWebhook webhook, NewReplay wanted, ReplayEstimate estimate) {
    WebhookStateRows.lock(transaction, webhook.id());
    if (hasOpen(transaction, webhook.id())) {
      return Optional.empty();
    }
    UUID id = Ids.next();
    transaction
        .insertInto(REPLAY)
        .set(REPLAY.ID, id)
        .set(REPLAY.CLINIC_ID, webhook.clinicId())
        .set(REPLAY.WEBHOOK_ID, webhook.id())
        .set(REPLAY.SELECTION, wanted.selection().word)
        .set(REPLAY.FROM_AT, wanted.from())
        .set(REPLAY.TO_AT, wanted.to())
        .set(REPLAY.PER_MINUTE, wanted.perMinute())
        .set(REPLAY.STATUS, ReplayStatus.RUNNING.name())
        .set(REPLAY.ESTIMATE, estimate.deliveries())
        .set(REPLAY.LAST_EVENT_NUMBER, estimate.cursor())
        .set(REPLAY.REQUESTED_BY, wanted.requestedBy())
        .set(REPLAY.CREATED_AT, DatabaseClock.now())
        .set(REPLAY.WAKES_AT, DatabaseClock.now())
        .execute();
    return Optional.of(id);
  }

  private static org.jooq.Condition isOpen() {
    return REPLAY.STATUS.in(ReplayStatus.RUNNING.name(), ReplayStatus.PAUSED.name());
  }

  /** Returns the job with this id. */
  public Optional<KeptReplay> find(DSLContext dsl, UUID id) {
    return dsl.selectFrom(REPLAY).where(REPLAY.ID.eq(id)).fetchOptional(row -> read(dsl, row));
  }

  /**
   * Returns a webhook's jobs, newest first.
   *
   * @param before only jobs with a smaller number, or null to begin with the newest
   */
  public List<KeptReplay> list(DSLContext dsl, UUID webhookId, @Nullable Long before, int limit) {
    return dsl.selectFrom(REPLAY)
        .where(REPLAY.WEBHOOK_ID.eq(webhookId))
        .and(before == null ? DSL.noCondition() : REPLAY.NUMBER.lt(before))
        .orderBy(REPLAY.NUMBER.desc())
        .limit(limit)
        .fetch()
        .map(row -> read(dsl, row));
  }

  /**
   * Jobs, newest first.
   *
   * @param clinic only that clinic's, or null for all, those of global webhooks included
   * @param webhook only this webhook's, or null for all
   * @param status only those in this state, or null for all
   * @param before only jobs with a smaller number, or null to begin with the newest
   */
  public List<KeptReplay> list(
      DSLContext dsl,
      @Nullable UUID clinic,
      @Nullable UUID webhook,
      @Nullable ReplayStatus status,
      @Nullable Long before,
      int limit) {
    return dsl.selectFrom(REPLAY)
        .where(clinic == null ? DSL.noCondition() : REPLAY.CLINIC_ID.eq(clinic))
        .and(webhook == null ? DSL.noCondition() : REPLAY.WEBHOOK_ID.eq(webhook))
        .and(status == null ? DSL.noCondition() : REPLAY.STATUS.eq(status.name()))
        .and(before == null ? DSL.noCondition() : REPLAY.NUMBER.lt(before))
        .orderBy(REPLAY.NUMBER.desc())
        .limit(limit)
        .fetch()
        .map(row -> read(dsl, row));
  }

  /** Stops a running job from making deliveries; false if it was not running. */
  public boolean pause(DSLContext transaction, UUID id) {
    return transaction
            .update(REPLAY)
            .set(REPLAY.STATUS, ReplayStatus.PAUSED.name())
            .setNull(REPLAY.WAKES_AT)
            .where(REPLAY.ID.eq(id), REPLAY.STATUS.eq(ReplayStatus.RUNNING.name()))
            .execute()
        == 1;
  }

  /** Lets a paused job go on; the caller wakes it. False if it was not paused. */
  public boolean resume(DSLContext transaction, UUID id) {
    return transaction
            .update(REPLAY)
            .set(REPLAY.STATUS, ReplayStatus.RUNNING.name())
            .setNull(REPLAY.REASON)
            .set(REPLAY.WAKES_AT, DatabaseClock.now())
            .where(REPLAY.ID.eq(id), REPLAY.STATUS.eq(ReplayStatus.PAUSED.name()))
            .execute()
        == 1;
  }

  /**
   * Ends a job and cancels its open deliveries; requests under way keep their outcomes. Returns
   * false if the job had ended. The job's row is locked first, so that no step adds to it any more.
   */
  public boolean cancel(DSLContext transaction, UUID id) {
    boolean cancelled =
        transaction
                .update(REPLAY)
                .set(REPLAY.STATUS, ReplayStatus.CANCELLED.name())
                .setNull(REPLAY.WAKES_AT)
                .set(REPLAY.FINISHED_AT, DatabaseClock.now())
                .where(REPLAY.ID.eq(id))
                .and(isOpen())
                .execute()
            == 1;
    if (cancelled) {
      OpenDeliveries.cancelReplay(transaction, id);
    }
    return cancelled;
  }

  /** Counts those that arrived: with many, some 10 ms for each 100,000. */
  static int delivered(DSLContext dsl, UUID job) {
    return dsl.fetchCount(
        DELIVERY, DELIVERY.REPLAY_ID.eq(job), DELIVERY.STATUS.eq(DeliveryStatus.DELIVERED.name()));
  }

  /** A job that is over says what became of its deliveries; of another they are counted. */
  private static KeptReplay read(DSLContext dsl, ReplayRecord row) {
    @Nullable Integer counted = row.getDelivered();
    int open = counted == null ? ReplaySteps.open(dsl, row.getId()) : 0;
    int delivered = counted == null ? delivered(dsl, row.getId()) : counted;
    return new KeptReplay(
        row.getId(),
        row.getNumber(),
        row.getClinicId(),
        row.getWebhookId(),
        ReplaySelection.of(row.getSelection()).orElseThrow(),
        row.getFromAt(),
        row.getToAt(),
        row.getPerMinute(),
        ReplayStatus.valueOf(row.getStatus()),
        row.getReason(),
        row.getEstimate(),
        row.getCreated(),
        row.getSkipped(),
        delivered,
        Math.max(0, row.getCreated() - delivered - open),
        open,
        row.getRequestedBy(),
        row.getCreatedAt(),
        row.getFinishedAt());
  }
}
