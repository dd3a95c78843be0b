package org.wardbell.activities.logjob;

import static org.wardbell.activities.database.generated.Tables.LOG_JOB;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.wardbell.activities.database.DatabaseClock;
import org.wardbell.activities.database.Ids;
import org.wardbell.activities.database.generated.tables.records.LogJobRecord;
import org.wardbell.activities.export.ExportFormat;

/**
 * The store of jobs on the execution log, for people's requests; {@code LogJobSteps} advance them.
 */
public final class LogJobStore {
  /**
   * Jobs of a kind that a clinic (or the installation) runs at once: one large one does not keep a
   * small one waiting, and nobody fills the database with files by mistake.
   */
  public static final int RUNNING_AT_ONCE = 2;

  /** What a job did is in the audit trail for longer. */
  private static final Duration KEPT = Duration.ofDays(400);

  /** Those that are forgotten when a new one comes, so that there is always an end. */
  private static final int FORGOTTEN_AT_ONCE = 100;

  /** The scope of jobs that are no clinic's. */
  private static final UUID INSTALLATION = new UUID(0, 0);

  /**
   * Keeps a new job in the caller's transaction, which starts its workflow after the commit.
   *
   * @return empty if {@value #RUNNING_AT_ONCE} of its clinic run already
   */
  public Optional<KeptLogJob> begin(DSLContext transaction, NewLogJob wanted) {
    forget(transaction);
    UUID scope = wanted.clinicId() == null ? INSTALLATION : wanted.clinicId();
    Set<Integer> taken =
        transaction
            .select(LOG_JOB.SLOT)
            .from(LOG_JOB)
            .where(LOG_JOB.SCOPE.eq(scope), LOG_JOB.KIND.eq(wanted.kind().name()))
            .and(LOG_JOB.SLOT.isNotNull())
            .fetchSet(LOG_JOB.SLOT);
    for (int slot = 1; slot <= RUNNING_AT_ONCE; slot++) {
      UUID id = Ids.next();
      if (!taken.contains(slot) && insert(transaction, id, scope, slot, wanted)) {
        return find(transaction, wanted.kind(), id);
      }
    }
    return Optional.empty();
  }

  /** Another request may take the same slot at the same moment: then it is not inserted. */
  private static boolean insert(
      DSLContext transaction, UUID id, UUID scope, int slot, NewLogJob wanted) {
    return transaction
            .insertInto(LOG_JOB)
            .set(LOG_JOB.ID, id)
            .set(LOG_JOB.KIND, wanted.kind().name())
            .set(LOG_JOB.RECORDS, wanted.records().name())
            .set(LOG_JOB.CLINIC_ID, wanted.clinicId())
            .set(LOG_JOB.SCOPE, scope)
            .set(LOG_JOB.SLOT, slot)
            .set(LOG_JOB.SELECTION, wanted.selection().json())
            .set(LOG_JOB.FILTER_VERSION, wanted.selection().version())
            .set(LOG_JOB.FORMAT, wanted.format() == null ? null : wanted.format().name())
            .set(LOG_JOB.WITH_SUBJECT, wanted.withSubject())
            .set(LOG_JOB.STATUS, LogJobStatus.RUNNING.name())
            .set(LOG_JOB.REQUESTED_BY, wanted.requestedBy())
            .set(LOG_JOB.CREATED_AT, DatabaseClock.now())
            .set(LOG_JOB.WAKES_AT, DatabaseClock.now())
            .onDuplicateKeyIgnore()
            .execute()
        == 1;
  }

  /** Forgets jobs of long ago whose files have ended: their ids begin with the time. */
  private static void forget(DSLContext transaction) {
    List<UUID> old =
        transaction
            .select(LOG_JOB.ID)
            .from(LOG_JOB)
            .where(LOG_JOB.ID.lt(Ids.firstOf(DatabaseClock.read(transaction).minus(KEPT))))
            .and(LOG_JOB.WAKES_AT.isNull())
            .limit(FORGOTTEN_AT_ONCE)
            .forUpdate()
            .skipLocked()
            .fetch(LOG_JOB.ID);
    if (!old.isEmpty()) {
      transaction.deleteFrom(LOG_JOB).where(LOG_JOB.ID.in(old)).execute();
    }
  }

  /** Returns the job of this kind with this id. */
  public Optional<KeptLogJob> find(DSLContext dsl, LogJobKind kind, UUID id) {
    Instant now = DatabaseClock.read(dsl);
    return dsl.selectFrom(LOG_JOB)
        .where(LOG_JOB.ID.eq(id), LOG_JOB.KIND.eq(kind.name()))
        .fetchOptional(row -> read(row, now));
  }

  /**
   * Jobs of a kind, newest first.
   *
   * @param clinic only that clinic's, or null for all
   * @param before only jobs with a smaller number, or null to begin with the newest
   */
  public List<KeptLogJob> list(
      DSLContext dsl, LogJobKind kind, @Nullable UUID clinic, @Nullable Long before, int limit) {
    Instant now = DatabaseClock.read(dsl);
    return dsl.selectFrom(LOG_JOB)
        .where(LOG_JOB.KIND.eq(kind.name()))
        .and(clinic == null ? DSL.noCondition() : LOG_JOB.CLINIC_ID.eq(clinic))
        .and(before == null ? DSL.noCondition() : LOG_JOB.NUMBER.lt(before))
        .orderBy(LOG_JOB.NUMBER.desc())
        .limit(limit)
        .fetch(row -> read(row, now));
  }

  /**
   * Cancels a job in the caller's transaction, which starts its workflow after the commit: that
   * removes what there is of a file. The file of an export that is done ends as well; what is no
   * export and is done stays done.
   *
   * @return the job as it is then, or empty if there was nothing to cancel any more
   */
  public Optional<KeptLogJob> cancel(DSLContext transaction, LogJobKind kind, UUID id) {
    LogJobRecord job =
        transaction
            .selectFrom(LOG_JOB)
            .where(LOG_JOB.ID.eq(id), LOG_JOB.KIND.eq(kind.name()))
            .forUpdate()
            .fetchOne();
    Instant now = DatabaseClock.read(transaction);
    if (job == null || !end(job, now)) {
      return Optional.empty();
    }
    job.update();
    return Optional.of(read(job, now));
  }

  /** Ends a locked job, and its file; returns whether there was anything to end. */
  static boolean end(LogJobRecord job, Instant now) {
    if (job.getStatus().equals(LogJobStatus.RUNNING.name())) {
      job.setStatus(LogJobStatus.CANCELLED.name());
      job.setFinishedAt(now);
      job.setSlot(null);
    } else if (!hasFile(job, now)) {
      return false;
    }
    if (job.getKind().equals(LogJobKind.EXPORT.name())) {
      job.setExpiresAt(now);
      job.setWakesAt(now);
    } else {
      job.setWakesAt(null);
    }
    return true;
  }

  private static boolean hasFile(LogJobRecord job, Instant now) {
    return job.getStatus().equals(LogJobStatus.DONE.name())
        && job.getExpiresAt() != null
        && job.getExpiresAt().isAfter(now);
  }

  static KeptLogJob read(LogJobRecord row, Instant now) {
    return new KeptLogJob(
        row.getId(),
        row.getNumber(),
        LogJobKind.valueOf(row.getKind()),
        LogRecords.valueOf(row.getRecords()),
        row.getClinicId(),
        LogSelection.of(row.getSelection()),
        row.getFormat() == null ? null : ExportFormat.valueOf(row.getFormat()),
        row.getWithSubject(),
        LogJobStatus.valueOf(row.getStatus()),
        row.getWritten(),
        row.getBytes(),
        row.getParts(),
        row.getComplete(),
        row.getDeliveries(),
        row.getAttempts(),
        row.getKept(),
        row.getWebhookOff(),
        row.getDataRemoved(),
        row.getRequestedBy(),
        row.getCreatedAt(),
        row.getFinishedAt(),
        row.getExpiresAt(),
        hasFile(row, now));
  }
}
