package org.wardbell.api.logjob;

import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.wardbell.activities.audit.AuditEntry;
import org.wardbell.activities.audit.AuditStore;
import org.wardbell.activities.database.Contention;
import org.wardbell.activities.event.WorkflowStarts;
import org.wardbell.activities.logjob.KeptLogJob;
import org.wardbell.activities.logjob.LogJobKind;
import org.wardbell.activities.logjob.LogJobStatus;
import org.wardbell.activities.logjob.LogJobStore;
import org.wardbell.activities.logjob.LogSelection;
import org.wardbell.activities.logjob.NewLogJob;
import org.wardbell.api.access.Caller;
import org.wardbell.api.page.Cursors;
import org.wardbell.api.page.Page;
import org.wardbell.api.page.PageRequest;
import org.wardbell.api.problem.ProblemException;
import org.wardbell.api.problem.ProblemKind;

/**
 * The commands of a person on jobs on the execution log, each with its line in the audit trail, in
 * one commit; the workflow is started after it.
 */
@Component
public final class LogJobCommands {
  private final DSLContext database;
  private final LogJobStore jobs;
  private final AuditStore audit;
  private final WorkflowStarts workflows;
  private final Cursors cursors;

  LogJobCommands(
      DSLContext database,
      LogJobStore jobs,
      AuditStore audit,
      WorkflowStarts workflows,
      Cursors cursors) {
    this.database = database;
    this.jobs = jobs;
    this.audit = audit;
    this.workflows = workflows;
    this.cursors = cursors;
  }

  /** Returns the job, if this caller sees it. */
  public KeptLogJob visible(LogJobKind kind, UUID id, Caller caller) {
    KeptLogJob job =
        jobs.find(database, kind, id).orElseThrow(() -> ProblemException.notFound(kind.word));
    caller.requireSees(job.clinicId(), kind.word);
    return job;
  }

  /**
   * Returns a page of the jobs of a kind, newest first.
   *
   * @param clinic that a caller of the installation names, or null for all
   */
  public <T> Page<T> list(
      LogJobKind kind,
      @Nullable UUID clinic,
      @Nullable String cursor,
      @Nullable Integer limit,
      Caller caller,
      Function<KeptLogJob, T> view) {
    PageRequest page = cursors.request(limit, cursor, caller, kind.word + "s");
    return page.page(
        jobs.list(database, kind, caller.clinic(clinic, null), page.afterNumber(), page.rows()),
        job -> Long.toString(job.number()),
        view);
  }

  /** Begins a job. */
  public KeptLogJob begin(NewLogJob wanted, Caller caller) {
    KeptLogJob begun =
        Contention.result(
            database,
            configuration -> {
              DSLContext transaction = configuration.dsl();
              KeptLogJob job =
                  jobs.begin(transaction, wanted).orElseThrow(() -> tooMany(wanted.kind()));
              note(transaction, caller, "requested", job, asked(wanted));
              return job;
            });
    workflows.startLogJob(begun.id());
    return begun;
  }

  private static ProblemException tooMany(LogJobKind kind) {
    return ProblemException.later(
        ProblemKind.TOO_MANY_REQUESTS,
        "%d jobs of this kind (%s) run for this clinic. Wait for one to end, or cancel one."
            .formatted(LogJobStore.RUNNING_AT_ONCE, kind.word),
        Duration.ofSeconds(30));
  }

  /** Returns what was asked for: ids, words and times, no subject. */
  private static Map<String, Object> asked(NewLogJob wanted) {
    LogSelection selection = wanted.selection();
    Map<String, Object> asked = new TreeMap<>();
    asked.put("records", wanted.records().word);
    if (wanted.format() != null) {
      asked.put("format", wanted.format().name());
      asked.put("subject", wanted.withSubject());
    }
    put(asked, "webhook_id", selection.webhookId());
    put(asked, "event_id", selection.eventId());
    put(asked, "delivery_id", selection.deliveryId());
    put(asked, "ids", selection.ids().isEmpty() ? null : selection.ids().size());
    put(asked, "subject_fingerprint", selection.subjectFingerprint());
    put(asked, "status", selection.status());
    put(asked, "event_type", selection.eventType());
    put(asked, "outcome", selection.outcome());
    put(asked, "code", selection.code());
    put(asked, "trigger", selection.trigger());
    put(asked, "from", selection.from());
    put(asked, "to", selection.to());
    put(asked, "ended_from", selection.endedFrom());
    put(asked, "ended_to", selection.endedTo());
    return asked;
  }

  private static void put(Map<String, Object> asked, String name, @Nullable Object value) {
    if (value != null) {
      asked.put(name, value instanceof Integer number ? number : value.toString());
    }
  }

  /** Cancels a job, or the file of one that is done. */
  public KeptLogJob cancel(KeptLogJob seen, Caller caller) {
    KeptLogJob job =
        Contention.result(
            database,
            configuration -> {
              DSLContext transaction = configuration.dsl();
              KeptLogJob ended =
                  jobs.cancel(transaction, seen.kind(), seen.id())
                      .orElseGet(() -> unchanged(transaction, seen));
              if (ended.status() != seen.status() || ended.hasFile() != seen.hasFile()) {
                note(transaction, caller, "cancelled", ended, done(ended));
              }
              return ended;
            });
    workflows.startLogJob(job.id());
    return job;
  }

  /** A job that was cancelled already is no error; one that is done is. */
  private KeptLogJob unchanged(DSLContext transaction, KeptLogJob seen) {
    KeptLogJob now =
        jobs.find(transaction, seen.kind(), seen.id())
            .orElseThrow(() -> ProblemException.notFound(seen.kind().word));
    if (now.kind() != LogJobKind.EXPORT && now.status() == LogJobStatus.DONE) {
      throw ProblemException.of(
          ProblemKind.CONFLICT,
          "This %s is done, which nothing changes any more.".formatted(now.kind().word));
    }
    return now;
  }

  private static Map<String, Object> done(KeptLogJob job) {
    return switch (job.kind()) {
      case EXPORT -> Map.of("rows", job.written());
      case REMOVAL -> Map.of("deliveries", job.deliveries(), "attempts", job.attempts());
      case RESEND, CANCEL -> Map.of("deliveries", job.deliveries());
    };
  }

  /** Adds a line to the audit trail. */
  void note(
      DSLContext transaction,
      Caller caller,
      String act,
      KeptLogJob job,
      Map<String, Object> detail) {
    audit.append(
        transaction,
        AuditEntry.of(job.clinicId(), caller.origin(), job.kind().word + "." + act, job.target())
            .with(detail));
  }
}
