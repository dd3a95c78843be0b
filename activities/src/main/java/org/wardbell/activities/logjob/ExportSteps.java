package org.wardbell.activities.logjob;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.wardbell.activities.export.ExportWriter;
import org.wardbell.activities.export.ExportedLog;
import org.wardbell.activities.export.ExportedLog.Page;

/** The pages of an export: each becomes a part of its file. */
final class ExportSteps {
  /** Long enough for a night job to fetch it; the rows are in the log all the same. */
  static final Duration FILE_KEPT = Duration.ofHours(24);

  /** A million attempts are some 350 MB; compressed they take a tenth of that in the database. */
  static final long MAXIMUM_BYTES = 1L << 30;

  private final ExportedLog log;
  private final ExportParts parts;
  private final long maximumBytes;

  /**
   * @param maximumBytes of a file, but for its last page
   */
  ExportSteps(ExportedLog log, ExportParts parts, long maximumBytes) {
    this.log = log;
    this.parts = parts;
    this.maximumBytes = maximumBytes;
  }

  /** Reads a page and makes it a part; returns what adds it. */
  LogJobSteps.Change page(KeptLogJob job, @Nullable Long before, int limit) {
    Page page = read(job, before, limit);
    boolean full = page.next() != null && job.bytes() >= maximumBytes;
    byte[] plain = written(job, before == null, full, page);
    ExportParts.SealedPart part = plain.length == 0 ? null : parts.seal(job.clinicId(), plain);
    return (transaction, row) -> {
      if (part != null) {
        ExportParts.add(transaction, row, part);
      }
      row.setWritten(row.getWritten() + page.rows().size());
      if (page.next() == null || full) {
        row.setComplete(!full);
        row.setStatus(LogJobStatus.DONE.name());
      } else {
        row.setPosition(page.next());
      }
      return LogJobSteps.Changed.rows(page.rows().size());
    };
  }

  private Page read(KeptLogJob job, @Nullable Long before, int limit) {
    LogSelection selection = job.selection();
    return switch (job.records()) {
      case ATTEMPTS -> log.attempts(selection.ofAttempts(job.clinicId(), before), limit);
      case DELIVERIES ->
          selection.ids().isEmpty()
              ? log.deliveries(
                  selection.ofDeliveries(job.clinicId(), before), job.withSubject(), limit)
              : log.deliveries(
                  selection.ids(),
                  selection.ofDeliveries(job.clinicId(), before),
                  job.withSubject(),
                  limit);
    };
  }

  private static byte[] written(KeptLogJob job, boolean first, boolean full, Page page) {
    List<String> columns =
        switch (job.records()) {
          case ATTEMPTS -> ExportedLog.attemptColumns();
          case DELIVERIES -> ExportedLog.deliveryColumns(job.withSubject());
        };
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      ExportWriter writer =
          new ExportWriter(Objects.requireNonNull(job.format()), columns, ExportedLog.JSON, out);
      if (first) {
        writer.begin();
      }
      writer.write(page.rows());
      if (full) {
        writer.incomplete("the file is full; export a shorter time");
      }
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return out.toByteArray();
  }
}
