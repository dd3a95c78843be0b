package org.wardbell.activities.retention;

import static org.wardbell.activities.database.generated.Tables.CLINIC;
import static org.wardbell.activities.database.generated.Tables.RETENTION_RUN;
import static org.wardbell.activities.database.generated.Tables.RETENTION_SHARE;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jooq.DSLContext;
import org.jooq.Query;
import org.jspecify.annotations.Nullable;
import org.wardbell.activities.database.DatabaseClock;
import org.wardbell.activities.database.Ids;
import org.wardbell.activities.temporal.ActivityHeartbeat;
import org.wardbell.activities.temporal.ChunkPace;
import org.wardbell.activities.webhook.SettingsHistory;

/** The rows of sweeps: their beginning, whose turn it is, and their end. */
final class SweepRuns {
  /** Reports are kept for this long. */
  private static final Duration REPORTS_KEPT = Duration.ofDays(400);

  private final DSLContext dsl;
  private final RetentionPolicies policies;

  SweepRuns(DSLContext dsl, RetentionPolicies policies) {
    this.dsl = dsl;
    this.policies = policies;
  }

  /**
   * Begins a sweep, or returns the one that has not ended: it goes on where it stood.
   *
   * @param heartbeat sent for each page of clinics
   */
  UUID begin(ActivityHeartbeat heartbeat) {
    UUID open =
        dsl.select(RETENTION_RUN.ID)
            .from(RETENTION_RUN)
            .where(RETENTION_RUN.FINISHED_AT.isNull())
            .orderBy(RETENTION_RUN.NUMBER.desc())
            .limit(1)
            .fetchOne(RETENTION_RUN.ID);
    UUID run = open == null ? insert() : open;
    @Nullable UUID last = null;
    List<UUID> clinics = clinicsAfter(last);
    while (!clinics.isEmpty()) {
      share(run, clinics);
      heartbeat.send();
      last = clinics.getLast();
      clinics = clinicsAfter(last);
    }
    return run;
  }

  private UUID insert() {
    UUID run = Ids.next();
    Instant now = DatabaseClock.read(dsl);
    dsl.insertInto(RETENTION_RUN)
        .set(RETENTION_RUN.ID, run)
        .set(RETENTION_RUN.STARTED_AT, now)
        .set(RETENTION_RUN.AUDIT_UNTIL, policies.of(dsl, null).auditUntil(now))
        .execute();
    return run;
  }

  private List<UUID> clinicsAfter(@Nullable UUID last) {
    return dsl.select(CLINIC.ID)
        .from(CLINIC)
        .where(CLINIC.ID.gt(last == null ? new UUID(0, 0) : last))
        .orderBy(CLINIC.ID)
        .limit(ChunkPace.MOST)
        .fetch(CLINIC.ID);
  }

  /** Gives clinics their part; those that have it keep it. */
  private void share(UUID run, List<UUID> clinics) {
    Instant now = DatabaseClock.read(dsl);
    Map<UUID, Long> marks = RetentionMarks.read(dsl, clinics);
    List<Query> shares = new ArrayList<>();
    policies
        .ofAll(dsl, clinics)
        .forEach(
            (clinic, policy) ->
                shares.add(
                    dsl.insertInto(RETENTION_SHARE)
                        .set(RETENTION_SHARE.RUN_ID, run)
                        .set(RETENTION_SHARE.CLINIC_ID, clinic)
                        .set(RETENTION_SHARE.PAYLOADS_UNTIL, policy.payloadsUntil(now))
                        .set(RETENTION_SHARE.DELIVERIES_UNTIL, policy.deliveriesUntil(now))
                        .set(RETENTION_SHARE.PHASE, SweepPhase.PAYLOADS.name())
                        .set(RETENTION_SHARE.POSITION, marks.getOrDefault(clinic, 0L))
                        .onDuplicateKeyIgnore()));
    dsl.batch(shares).execute();
  }

  /** Returns the clinic that had the fewest turns, or null if all are done. */
  @Nullable UUID next(UUID run) {
    return dsl.select(RETENTION_SHARE.CLINIC_ID)
        .from(RETENTION_SHARE)
        .where(RETENTION_SHARE.RUN_ID.eq(run), RETENTION_SHARE.FINISHED_AT.isNull())
        .orderBy(RETENTION_SHARE.TURNS, RETENTION_SHARE.CLINIC_ID)
        .limit(1)
        .fetchOne(RETENTION_SHARE.CLINIC_ID);
  }

  /** Ends a clinic's turn. */
  void turned(UUID run, UUID clinic) {
    dsl.update(RETENTION_SHARE)
        .set(RETENTION_SHARE.TURNS, RETENTION_SHARE.TURNS.plus(1))
        .where(RETENTION_SHARE.RUN_ID.eq(run), RETENTION_SHARE.CLINIC_ID.eq(clinic))
        .execute();
  }

  int left(UUID run) {
    return dsl.fetchCount(
        RETENTION_SHARE, RETENTION_SHARE.RUN_ID.eq(run), RETENTION_SHARE.FINISHED_AT.isNull());
  }

  Instant auditUntil(UUID run) {
    return dsl.select(RETENTION_RUN.AUDIT_UNTIL)
        .from(RETENTION_RUN)
        .where(RETENTION_RUN.ID.eq(run))
        .fetchSingle(RETENTION_RUN.AUDIT_UNTIL);
  }

  void countAudit(UUID run, int rows) {
    dsl.update(RETENTION_RUN)
        .set(RETENTION_RUN.AUDIT_ROWS, RETENTION_RUN.AUDIT_ROWS.plus(rows))
        .where(RETENTION_RUN.ID.eq(run))
        .execute();
  }

  /**
   * Ends the sweep.
   *
   * @param auditProblem why the audit trail was left alone, or null
   */
  void finish(UUID run, @Nullable String auditProblem) {
    dsl.update(RETENTION_RUN)
        .set(RETENTION_RUN.FINISHED_AT, DatabaseClock.now())
        .set(RETENTION_RUN.AUDIT_PROBLEM, auditProblem)
        .where(RETENTION_RUN.ID.eq(run), RETENTION_RUN.FINISHED_AT.isNull())
        .execute();
  }

  /**
   * Removes reports of long ago, and what webhooks of the installation were set to, which no clinic
   * has a part in; returns whether there may be more.
   */
  boolean forget(int limit) {
    Instant now = DatabaseClock.read(dsl);
    if (SettingsHistory.end(dsl, null, policies.of(dsl, null).deliveriesUntil(now), limit) > 0) {
      return true;
    }
    UUID bound = Ids.firstOf(now.minus(REPORTS_KEPT));
    int rows =
        dsl.deleteFrom(RETENTION_SHARE)
            .where(RETENTION_SHARE.RUN_ID.lt(bound))
            .limit(limit)
            .execute();
    if (rows == 0) {
      rows = dsl.deleteFrom(RETENTION_RUN).where(RETENTION_RUN.ID.lt(bound)).limit(limit).execute();
    }
    return rows > 0;
  }
}
