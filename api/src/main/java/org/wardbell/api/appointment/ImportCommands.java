package org.wardbell.api.appointment;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.jooq.DSLContext;
import org.springframework.stereotype.Component;
import org.wardbell.activities.appointment.imports.ImportStore;
import org.wardbell.activities.appointment.imports.KeptImport;
import org.wardbell.activities.audit.AuditEntry;
import org.wardbell.activities.audit.AuditStore;
import org.wardbell.activities.database.Contention;
import org.wardbell.activities.event.WorkflowStarts;
import org.wardbell.api.access.Caller;
import org.wardbell.api.problem.ProblemException;
import org.wardbell.api.problem.ProblemKind;
import tools.jackson.databind.json.JsonMapper;

/** Begins imports with the lines of a request, and ends them. */
@Component
final class ImportCommands {
  private final DSLContext database;
  private final ImportStore imports;
  private final AuditStore audit;
  private final WorkflowStarts starts;
  private final JsonMapper json;

  ImportCommands(
      DSLContext database,
      ImportStore imports,
      AuditStore audit,
      WorkflowStarts starts,
      JsonMapper json) {
    this.database = database;
    this.imports = imports;
    this.audit = audit;
    this.starts = starts;
    this.json = json;
  }

  /**
   * Keeps the lines of a request as they come; a request that breaks off leaves an import that is
   * cancelled.
   *
   * @throws ProblemException 400 if there is nothing in it, 429 if two of the clinic run, 413 if
   *     the file is too large
   */
  KeptImport receive(UUID clinic, boolean events, HttpServletRequest request, Caller caller)
      throws IOException {
    try (PushbackInputStream in = new PushbackInputStream(request.getInputStream())) {
      int first = in.read();
      if (first < 0) {
        throw ProblemException.of(
            ProblemKind.MALFORMED,
            "The file is empty. Send lines, each of them an appointment as one JSON object with its external_id.");
      }
      in.unread(first);
      return keep(begin(clinic, events, caller), in);
    }
  }

  private KeptImport keep(KeptImport begun, InputStream in) throws IOException {
    boolean received = false;
    try {
      new ImportLines(database, imports, new ImportLineReader(begun.clinicId(), json), begun)
          .keep(in);
      KeptImport running =
          database.transactionResult(
              configuration ->
                  imports
                      .received(configuration.dsl(), begun.id())
                      .orElseThrow(ImportLines::givenUp));
      received = true;
      starts.startAppointmentImport(running.id());
      return running;
    } finally {
      if (!received) {
        var _ =
            database.transactionResult(
                configuration -> imports.cancel(configuration.dsl(), begun.id()));
        starts.startAppointmentImport(begun.id());
      }
    }
  }

  private KeptImport begin(UUID clinic, boolean events, Caller caller) {
    return Contention.result(
        database,
        configuration -> {
          DSLContext transaction = configuration.dsl();
          KeptImport begun =
              imports
                  .begin(transaction, clinic, events, caller.actor())
                  .orElseThrow(ImportCommands::tooMany);
          note(transaction, "requested", begun, caller);
          return begun;
        });
  }

  private static ProblemException tooMany() {
    return ProblemException.later(
        ProblemKind.TOO_MANY_REQUESTS,
        ImportStore.RUNNING_AT_ONCE
            + " imports of this clinic run. Wait for one to end, or cancel one.",
        Duration.ofSeconds(30));
  }

  /** Cancels an import; one that has ended stays as it is. */
  KeptImport cancel(KeptImport seen, Caller caller) {
    KeptImport cancelled =
        Contention.result(
            database,
            configuration -> {
              DSLContext transaction = configuration.dsl();
              return imports
                  .cancel(transaction, seen.id())
                  .map(
                      job -> {
                        note(transaction, "cancelled", job, caller);
                        return job;
                      })
                  .orElse(seen);
            });
    starts.startAppointmentImport(cancelled.id());
    return cancelled;
  }

  private void note(DSLContext transaction, String what, KeptImport job, Caller caller) {
    audit.append(
        transaction,
        AuditEntry.of(job.clinicId(), caller.origin(), "appointment_import." + what, job.target())
            .with(Map.of("events", job.withEvents())));
  }
}
