package org.wardbell.api.appointment;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.jooq.DSLContext;
import org.wardbell.activities.appointment.imports.ImportStore;
import org.wardbell.activities.appointment.imports.ImportedLine;
import org.wardbell.activities.appointment.imports.KeptImport;
import org.wardbell.activities.appointment.imports.LineProblems;
import org.wardbell.api.problem.ProblemException;
import org.wardbell.api.problem.ProblemKind;

/** The lines of a file on their way in: never more than a hundred of them are in memory. */
final class ImportLines {
  static final int MAXIMUM_LINE_BYTES = 64 * 1024;

  /** Half a million bookings of some 500 bytes. */
  private static final long MAXIMUM_FILE_BYTES = 256L * 1024 * 1024;

  private static final int BUFFER_BYTES = 64 * 1024;

  private final DSLContext database;
  private final ImportStore imports;
  private final ImportLineReader reader;
  private final KeptImport job;
  private final List<ImportedLine> good = new ArrayList<>();
  private final List<LineProblems> bad = new ArrayList<>();

  ImportLines(DSLContext database, ImportStore imports, ImportLineReader reader, KeptImport job) {
    this.database = database;
    this.imports = imports;
    this.reader = reader;
    this.job = job;
  }

  /**
   * Reads to the end and keeps every line.
   *
   * @throws ProblemException 413 if there is too much, 409 if the import was cancelled meanwhile
   */
  void keep(InputStream stream) throws IOException {
    InputStream in = new BufferedInputStream(stream, BUFFER_BYTES);
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    long number = 1;
    long bytes = 0;
    boolean tooLong = false;
    int next = in.read();
    while (next >= 0) {
      if (++bytes > MAXIMUM_FILE_BYTES) {
        throw ProblemException.of(
            ProblemKind.TOO_LARGE,
            "The file is larger than 256 MiB. Nothing was taken; send it in parts.");
      }
      if (next == '\n') {
        line(number++, line, tooLong);
        tooLong = false;
      } else if (line.size() < MAXIMUM_LINE_BYTES) {
        line.write(next);
      } else {
        tooLong = true;
      }
      next = in.read();
    }
    line(number, line, tooLong);
    flush();
  }

  private void line(long number, ByteArrayOutputStream line, boolean tooLong) {
    byte[] bytes = line.toByteArray();
    line.reset();
    if (tooLong) {
      bad.add(
          ImportLineReader.problem(
              number,
              ImportLineReader.LINE,
              "is longer than 64 KiB",
              "Shorten it; a line is one appointment."));
    } else {
      reader.read(number, bytes, good, bad);
    }
    if (good.size() + bad.size() >= ImportStore.LINES_AT_ONCE) {
      flush();
    }
  }

  private void flush() {
    if (good.isEmpty() && bad.isEmpty()) {
      return;
    }
    if (!imports.add(database, job, good, bad)) {
      throw givenUp();
    }
    good.clear();
    bad.clear();
  }

  /** Returns 409 for an import that was cancelled while its lines came in. */
  static ProblemException givenUp() {
    return ProblemException.of(
        ProblemKind.CONFLICT,
        "This import was cancelled while its lines came in. Nothing was taken; send the file again.");
  }
}
