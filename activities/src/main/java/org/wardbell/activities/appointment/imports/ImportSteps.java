package org.wardbell.activities.appointment.imports;

import static org.wardbell.activities.database.generated.Tables.APPOINTMENT_IMPORT;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jooq.DSLContext;
import org.wardbell.activities.appointment.AppointmentStore;
import org.wardbell.activities.appointment.imports.LineTaking.Outcome;
import org.wardbell.activities.audit.AuditEntry;
import org.wardbell.activities.audit.AuditOrigin;
import org.wardbell.activities.audit.AuditStore;
import org.wardbell.activities.database.Contention;
import org.wardbell.activities.database.DatabaseClock;
import org.wardbell.activities.database.generated.tables.records.AppointmentImportRecord;
import org.wardbell.activities.event.WorkflowStarts;
import org.wardbell.workflows.JobProgress;

/**
 * The steps of imports, some lines each. Lines are taken without a lock on the import; then one
 * short transaction counts them, if nobody else moved the import meanwhile.
 */
final class ImportSteps {
  /**
   * The relay starts the import's workflow if nobody has advanced it for this long and a minute.
   */
  private static final Duration WAKE = Duration.ofSeconds(90);

  /** Each line is a transaction of its own, so a cancellation counts after that many at most. */
  private static final int LINES_AT_ONCE = 25;

  private static final JobProgress OVER = new JobProgress(true, 0, 0);
  private static final JobProgress GO_ON = new JobProgress(false, 0, 0);

  private final DSLContext dsl;
  private final ImportParts parts;
  private final AppointmentStore appointments;
  private final WorkflowStarts starts;
  private final AuditStore audit;

  ImportSteps(
      DSLContext dsl,
      ImportParts parts,
      AppointmentStore appointments,
      WorkflowStarts starts,
      AuditStore audit) {
    this.dsl = dsl;
    this.parts = parts;
    this.appointments = appointments;
    this.starts = starts;
    this.audit = audit;
  }

  /**
   * Does the next lines.
   *
   * @param limit lines at most
   */
  JobProgress step(UUID id, int limit) {
    AppointmentImportRecord seen = dsl.fetchOne(APPOINTMENT_IMPORT, APPOINTMENT_IMPORT.ID.eq(id));
    if (seen == null || seen.getWakesAt() == null) {
      return OVER;
    }
    return switch (ImportStatus.valueOf(seen.getStatus())) {
      case RECEIVING -> giveUp(seen);
      case RUNNING -> advance(seen, Math.min(limit, LINES_AT_ONCE));
      case DONE, CANCELLED -> clear(seen);
    };
  }

  /** The request that brought its lines did not come to its end. */
  private JobProgress giveUp(AppointmentImportRecord seen) {
    return change(
        seen,
        (transaction, job) -> {
          Instant now = DatabaseClock.read(transaction);
          if (job.getWakesAt().isAfter(now)) {
            return OVER;
          }
          ImportStore.cancel(job, now);
          note(transaction, job, "appointment_import.given_up");
          return GO_ON;
        });
  }

  private JobProgress advance(AppointmentImportRecord seen, int limit) {
    if (seen.getPosition() >= seen.getParts()) {
      return change(
          seen,
          (transaction, job) -> {
            job.setStatus(ImportStatus.DONE.name());
            job.setFinishedAt(DatabaseClock.read(transaction));
            job.setSlot(null);
            job.setWakesAt(null);
            note(transaction, job, "appointment_import.finished");
            return OVER;
          });
    }
    List<ImportedLine> part = parts.open(dsl, seen.getId(), seen.getPosition()).orElse(null);
    if (part == null) {
      return GO_ON; // Somebody else has done it.
    }
    int from = (int) Math.min(seen.getLine(), part.size());
    List<ImportedLine> lines = part.subList(from, Math.min(part.size(), from + limit));
    Map<Outcome, Integer> counts = new EnumMap<>(Outcome.class);
    List<LineProblems> bad = take(seen, lines, counts);
    boolean last = from + lines.size() == part.size();
    return change(
        seen,
        (transaction, job) -> {
          job.setCreated(job.getCreated() + counts.getOrDefault(Outcome.CREATED, 0));
          job.setChanged(job.getChanged() + counts.getOrDefault(Outcome.CHANGED, 0));
          job.setUnchanged(job.getUnchanged() + counts.getOrDefault(Outcome.UNCHANGED, 0));
          ImportStore.note(transaction, job, bad);
          job.setWakesAt(DatabaseClock.read(transaction).plus(WAKE));
          if (last) {
            ImportParts.done(transaction, job.getId(), job.getPosition());
            job.setPosition(job.getPosition() + 1);
            job.setLine(0L);
          } else {
            job.setLine((long) from + lines.size());
          }
          return new JobProgress(false, lines.size(), 0);
        });
  }

  private List<LineProblems> take(
      AppointmentImportRecord job, List<ImportedLine> lines, Map<Outcome, Integer> counts) {
    LineTaking taking =
        new LineTaking(
            job.getWithEvents() ? appointments : appointments.silent(),
            new AuditOrigin(job.getRequestedBy(), null, null, null, null),
            starts::start);
    List<LineProblems> bad = new ArrayList<>();
    for (ImportedLine line : lines) {
      LineTaking.Taken taken = taking.take(line);
      counts.merge(taken.outcome(), 1, Integer::sum);
      if (taken.problem() != null) {
        bad.add(LineTaking.report(line, taken.problem()));
      }
    }
    return bad;
  }

  /** Removes lines that nobody will take any more. */
  private JobProgress clear(AppointmentImportRecord seen) {
    return change(
        seen,
        (transaction, job) -> {
          int removed = ImportParts.remove(transaction, job.getId());
          if (removed == 0) {
            job.setWakesAt(null);
            return OVER;
          }
          return new JobProgress(false, removed, 0);
        });
  }

  /** A change of a locked import. */
  @FunctionalInterface
  private interface Change {
    JobProgress in(DSLContext transaction, AppointmentImportRecord job);
  }

  private JobProgress change(AppointmentImportRecord seen, Change change) {
    return Contention.result(
        dsl,
        configuration -> {
          DSLContext transaction = configuration.dsl();
          AppointmentImportRecord job = ImportStore.lock(transaction, seen.getId());
          if (job == null
              || !job.getStatus().equals(seen.getStatus())
              || !job.getPosition().equals(seen.getPosition())
              || !job.getLine().equals(seen.getLine())) {
            return GO_ON;
          }
          JobProgress progress = change.in(transaction, job);
          job.update();
          return progress;
        });
  }

  private void note(DSLContext transaction, AppointmentImportRecord job, String action) {
    KeptImport ended = ImportStore.read(job);
    audit.append(
        transaction,
        AuditEntry.of(job.getClinicId(), AuditOrigin.SYSTEM, action, ended.target())
            .with(
                Map.of(
                    "lines", ended.lines(),
                    "created", ended.created(),
                    "changed", ended.changed(),
                    "unchanged", ended.unchanged(),
                    "failed", ended.failed())));
  }
}
