package org.wardbell.activities.logjob;

import static org.wardbell.activities.database.generated.Tables.LOG_JOB;
import static org.wardbell.activities.database.generated.Tables.LOG_JOB_PART;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jooq.DSLContext;
import org.springframework.beans.factory.BeanFactory;
import org.wardbell.activities.audit.AuditStore;
import org.wardbell.activities.crypto.Encryption;
import org.wardbell.activities.event.EventStore;
import org.wardbell.activities.export.ExportFormat;

/**
 * Jobs on the execution log as a worker runs them, for tests that look between two of their steps.
 */
public final class LogJobs {
  private static final String ACTOR = "key/test";

  private final DSLContext dsl;
  private final ExportParts parts;
  private final LogJobStore store = new LogJobStore();
  private final Set<UUID> woken = ConcurrentHashMap.newKeySet();
  private final LogJobSteps steps;

  public LogJobs(DSLContext dsl, BeanFactory process) {
    this(dsl, process, ExportSteps.MAXIMUM_BYTES);
  }

  /**
   * @param maximumBytes of a file, but for its last page
   */
  public LogJobs(DSLContext dsl, BeanFactory process, long maximumBytes) {
    this.dsl = dsl;
    this.parts = new ExportParts(process.getBean(Encryption.class));
    this.steps =
        LogJobWorkConfiguration.steps(
            dsl,
            process.getBean(EventStore.class),
            parts,
            new AuditStore(InstantSource.system()),
            woken::add,
            maximumBytes);
  }

  /** Begins an export of deliveries as CSV. */
  public KeptLogJob export(UUID clinic, LogSelection selection, boolean withSubject) {
    return begin(
        NewLogJob.export(
            LogRecords.DELIVERIES, clinic, selection, ExportFormat.CSV, withSubject, ACTOR));
  }

  /** Begins an export of attempts as JSON lines. */
  public KeptLogJob exportAttempts(UUID clinic, LogSelection selection) {
    return begin(
        NewLogJob.export(
            LogRecords.ATTEMPTS, clinic, selection, ExportFormat.JSON_LINES, false, ACTOR));
  }

  /** Begins a removal. */
  public KeptLogJob removal(UUID clinic, LogSelection selection) {
    return begin(LogJobKind.REMOVAL, clinic, selection);
  }

  /** Begins an act on deliveries. */
  public KeptLogJob begin(LogJobKind kind, UUID clinic, LogSelection selection) {
    return begin(NewLogJob.act(kind, clinic, selection, ACTOR));
  }

  /** Returns the webhooks whose workflows were signalled, and forgets them. */
  public Set<UUID> takeWoken() {
    Set<UUID> taken = Set.copyOf(woken);
    woken.clear();
    return taken;
  }

  private KeptLogJob begin(NewLogJob wanted) {
    return tryToBegin(wanted).orElseThrow();
  }

  /** Begins an export of all of a clinic's deliveries, unless too many run. */
  public Optional<KeptLogJob> tryToExport(UUID clinic) {
    return tryToBegin(
        NewLogJob.export(
            LogRecords.DELIVERIES,
            clinic,
            LogSelection.EVERYTHING,
            ExportFormat.CSV,
            false,
            ACTOR));
  }

  private Optional<KeptLogJob> tryToBegin(NewLogJob wanted) {
    return dsl.transactionResult(transaction -> store.begin(transaction.dsl(), wanted));
  }

  /** Takes one step with pages of so many rows; returns whether nothing is left to do now. */
  public boolean step(KeptLogJob job, int limit) {
    return steps.step(job.id(), limit).over();
  }

  /** Takes steps with pages of so many rows until nothing is left to do now. */
  public KeptLogJob run(KeptLogJob job, int limit) {
    while (!step(job, limit)) {
      // The next page.
    }
    return read(job);
  }

  /** Cancels a job; returns whether there was anything to cancel. */
  public boolean cancel(KeptLogJob job) {
    return dsl.transactionResult(
            transaction -> store.cancel(transaction.dsl(), job.kind(), job.id()))
        .isPresent();
  }

  /** Returns the job as it is kept. */
  public KeptLogJob read(KeptLogJob job) {
    return store.find(dsl, job.kind(), job.id()).orElseThrow();
  }

  /** Returns the file's text. */
  public String file(KeptLogJob job) {
    KeptLogJob now = read(job);
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    for (int part = 0; part < now.parts(); part++) {
      file.writeBytes(parts.open(dsl, now, part).orElseThrow());
    }
    return file.toString(StandardCharsets.UTF_8);
  }

  /** Counts the parts that are kept of a file. */
  public int keptParts(KeptLogJob job) {
    return dsl.fetchCount(LOG_JOB_PART, LOG_JOB_PART.JOB_ID.eq(job.id()));
  }

  /** Lets the time pass for which a file is kept. */
  public void letFileEnd(KeptLogJob job) {
    Instant past = Instant.now().minusSeconds(3_600);
    dsl.update(LOG_JOB)
        .set(LOG_JOB.EXPIRES_AT, past)
        .set(LOG_JOB.WAKES_AT, past)
        .where(LOG_JOB.ID.eq(job.id()))
        .execute();
  }

  /** Returns when somebody has to look at the job again, or null for never. */
  public Instant wakesAt(KeptLogJob job) {
    return dsl.fetchSingle(LOG_JOB, LOG_JOB.ID.eq(job.id())).getWakesAt();
  }

  /** Forgets all jobs. */
  public void forget() {
    dsl.deleteFrom(LOG_JOB_PART).execute();
    dsl.deleteFrom(LOG_JOB).execute();
  }
}
