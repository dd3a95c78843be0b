package org.wardbell.api.logjob;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Map;
import java.util.Objects;
import org.jooq.DSLContext;
import org.jooq.exception.DataAccessException;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.wardbell.activities.export.ExportFormat;
import org.wardbell.activities.logjob.ExportParts;
import org.wardbell.activities.logjob.KeptLogJob;
import org.wardbell.activities.logjob.LogJobStatus;
import org.wardbell.api.access.Caller;
import org.wardbell.api.delivery.ExportSlots;
import org.wardbell.api.problem.ProblemException;
import org.wardbell.api.problem.ProblemKind;

/**
 * The way of an export's file to whoever fetches it: part by part, so that a client that reads
 * slowly holds no connection to the database. Its length is known, so a client sees when it broke
 * off.
 */
@Component
public final class ExportDownload {
  private final DSLContext database;
  private final ExportParts parts;
  private final ExportSlots slots;
  private final LogJobCommands jobs;

  ExportDownload(DSLContext database, ExportParts parts, ExportSlots slots, LogJobCommands jobs) {
    this.database = database;
    this.parts = parts;
    this.slots = slots;
    this.jobs = jobs;
  }

  /**
   * Sends the file.
   *
   * @throws ProblemException 404 before it is done, 410 after it ended, 429 or 503 while too many
   *     are fetched
   */
  public void send(KeptLogJob job, Caller caller, HttpServletResponse response) throws IOException {
    if (job.status() == LogJobStatus.RUNNING) {
      throw ProblemException.of(
          ProblemKind.NOT_FOUND,
          "This export is not done yet, so there is no file. Read the export until it is DONE.");
    }
    if (!job.hasFile()) {
      throw hasEnded();
    }
    slots.take(caller.id());
    try {
      byte[] first = job.parts() == 0 ? new byte[0] : part(job, 0);
      jobs.note(
          database,
          caller,
          "downloaded",
          job,
          Map.of("records", job.records().word, "subject", job.withSubject()));
      ExportFormat format = Objects.requireNonNull(job.format());
      response.setContentType(format.mediaType + ";charset=UTF-8");
      response.setContentLengthLong(job.bytes());
      response.setHeader(
          HttpHeaders.CONTENT_DISPOSITION,
          "attachment; filename=\"%s.%s\"".formatted(job.records().word, format.ending));
      response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
      OutputStream out = response.getOutputStream();
      out.write(first);
      for (int part = 1; part < job.parts(); part++) {
        out.write(further(job, part));
      }
      out.flush();
    } finally {
      slots.giveBack(caller.id());
    }
  }

  /** A problem cannot be told any more: the file breaks off, and is shorter than was said. */
  private byte[] further(KeptLogJob job, int part) throws IOException {
    try {
      return part(job, part);
    } catch (DataAccessException | ProblemException broken) {
      throw new IOException("the file broke off", broken);
    }
  }

  private byte[] part(KeptLogJob job, int part) {
    return parts.open(database, job, part).orElseThrow(ExportDownload::hasEnded);
  }

  private static ProblemException hasEnded() {
    return ProblemException.of(
        ProblemKind.GONE,
        "The file of this export has ended: it was cancelled, kept for its 24 hours, or told of somebody who was erased since. Export again.");
  }
}
