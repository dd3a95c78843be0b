package org.wardbell.activities.logjob;

import static org.wardbell.activities.database.generated.Tables.LOG_JOB;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.wardbell.activities.audit.AuditEntry;
import org.wardbell.activities.audit.AuditOrigin;
import org.wardbell.activities.audit.AuditStore;
import org.wardbell.activities.database.Contention;
import org.wardbell.activities.database.DatabaseClock;
import org.wardbell.activities.database.generated.tables.records.LogJobRecord;
import org.wardbell.activities.delivery.query.DeliveryListQuery;
import org.wardbell.workflows.JobProgress;

/**
 * The steps of jobs on the execution log, a page each. A page is read without a lock; then one
 * short transaction locks the job's row, and does what the page asks for if nobody else moved the
 * job meanwhile. What is left of a file that has ended is removed by steps as well.
 */
final class LogJobSteps {
  /** The relay starts the job's workflow if nobody has advanced it for this long and its grace. */
  private static final Duration WAKE = Duration.ofSeconds(90);

  static final JobProgress OVER = new JobProgress(true, 0, 0);
  static final JobProgress GO_ON = new JobProgress(false, 0, 0);

  /** Within it a worker of the newer release may come to the same job. */
  private static final Duration UNTIL_ANOTHER = Duration.ofMinutes(1);

  private static final JobProgress NOT_OURS = new JobProgress(false, 0, UNTIL_ANOTHER.toMillis());

  private static final Logger log = LoggerFactory.getLogger(LogJobSteps.class);

  private final DSLContext dsl;
  private final ExportSteps exports;
  private final RemovalSteps removals;
  private final ResendSteps resends;
  private final CancelSteps cancellations;
  private final AuditStore audit;
  private final Consumer<UUID> wake;

  /**
   * @param wake signals a webhook's workflow; a signal that is lost is the relay's
   */
  LogJobSteps(
      DSLContext dsl,
      ExportSteps exports,
      DeliveryListQuery deliveries,
      AuditStore audit,
      Consumer<UUID> wake) {
    SelectedDeliveries selected = new SelectedDeliveries(deliveries);
    this.dsl = dsl;
    this.exports = exports;
    this.removals = new RemovalSteps(dsl, selected);
    this.resends = new ResendSteps(selected);
    this.cancellations = new CancelSteps(selected);
    this.audit = audit;
    this.wake = wake;
  }

  /** A change of a locked job, which its page asks for. */
  @FunctionalInterface
  interface Change {
    Changed in(DSLContext transaction, LogJobRecord job);
  }

  /**
   * The result of a change.
   *
   * @param rows that it changed
   * @param wakes webhooks whose workflows have to be signalled after the commit
   */
  record Changed(int rows, Set<UUID> wakes) {
    static Changed rows(int rows) {
      return new Changed(rows, Set.of());
    }
  }

  /**
   * Moves a locked job behind a page that is done.
   *
   * @param next where the next one begins, or null if there is none
   */
  static void goOn(LogJobRecord job, @Nullable Long next) {
    if (next == null) {
      job.setStatus(LogJobStatus.DONE.name());
    } else {
      job.setPosition(next);
    }
  }

  /**
   * Does the next page.
   *
   * @param limit rows that each statement touches at most
   */
  JobProgress step(UUID id, int limit) {
    LogJobRecord seen = dsl.fetchOne(LOG_JOB, LOG_JOB.ID.eq(id));
    if (seen == null || seen.getWakesAt() == null) {
      return OVER;
    }
    Instant now = DatabaseClock.read(dsl);
    if (!seen.getStatus().equals(LogJobStatus.RUNNING.name())) {
      return seen.getExpiresAt() != null && seen.getExpiresAt().isAfter(now)
          ? OVER
          : change(seen, (transaction, job) -> clear(transaction, job, limit));
    }
    if (seen.getFilterVersion() > LogSelection.VERSION) {
      log.info("job {}: its filter is newer than this worker, and left to another one", id);
      return NOT_OURS;
    }
    KeptLogJob job = LogJobStore.read(seen, now);
    return change(
        seen,
        switch (job.kind()) {
          case EXPORT -> exports.page(job, seen.getPosition(), limit);
          case REMOVAL -> removals.page(job, seen.getPosition(), limit);
          case RESEND -> resends.page(job, seen.getPosition(), limit);
          case CANCEL -> cancellations.page(job, seen.getPosition(), limit);
        });
  }

  /**
   * A step that was committed.
   *
   * @param wakes webhooks whose workflows have to be signalled now
   */
  private record Step(JobProgress progress, Set<UUID> wakes) {}

  private JobProgress change(LogJobRecord seen, Change change) {
    Step step = Contention.result(dsl, configuration -> changed(configuration.dsl(), seen, change));
    step.wakes().forEach(wake);
    return step.progress();
  }

  private Step changed(DSLContext transaction, LogJobRecord seen, Change change) {
    LogJobRecord job =
        transaction
            .selectFrom(LOG_JOB)
            .where(LOG_JOB.ID.eq(seen.getId()))
            .forUpdate()
            .fetchSingle();
    if (job.getWakesAt() == null
        || !job.getStatus().equals(seen.getStatus())
        || !Objects.equals(job.getPosition(), seen.getPosition())) {
      return new Step(GO_ON, Set.of());
    }
    Instant now = DatabaseClock.read(transaction);
    job.setWakesAt(now.plus(WAKE));
    Changed done = change.in(transaction, job);
    boolean finished = !job.getStatus().equals(seen.getStatus());
    if (finished) {
      finish(transaction, job, now);
    }
    job.update();
    return new Step(
        new JobProgress(finished || job.getWakesAt() == null, done.rows(), 0), done.wakes());
  }

  /** Removes parts of a file that has ended. */
  private static Changed clear(DSLContext transaction, LogJobRecord job, int limit) {
    int parts = ExportParts.remove(transaction, job.getId(), limit);
    if (parts == 0) {
      job.setWakesAt(null);
    }
    return Changed.rows(parts);
  }

  /** Ends a job that has done its last page, and tells the audit trail. */
  private void finish(DSLContext transaction, LogJobRecord job, Instant now) {
    job.setFinishedAt(now);
    job.setSlot(null);
    boolean export = job.getKind().equals(LogJobKind.EXPORT.name());
    Instant end = export ? now.plus(ExportSteps.FILE_KEPT) : null;
    job.setExpiresAt(end);
    // The relay starts the job's workflow once more when its file has to end.
    job.setWakesAt(end);
    KeptLogJob done = LogJobStore.read(job, now);
    audit.append(
        transaction,
        AuditEntry.of(
                done.clinicId(), AuditOrigin.SYSTEM, done.kind().word + ".done", done.target())
            .with(told(done)));
  }

  /** Returns what a job has done, for the audit trail. */
  static Map<String, Object> told(KeptLogJob job) {
    return switch (job.kind()) {
      case EXPORT ->
          Map.of("rows", job.written(), "bytes", job.bytes(), "complete", job.complete());
      case REMOVAL ->
          Map.of("deliveries", job.deliveries(), "attempts", job.attempts(), "kept", job.kept());
      case RESEND ->
          Map.of(
              "deliveries",
              job.deliveries(),
              "kept",
              job.kept(),
              "webhook_off",
              job.webhookOff(),
              "data_removed",
              job.dataRemoved());
      case CANCEL -> Map.of("deliveries", job.deliveries(), "kept", job.kept());
    };
  }
}
