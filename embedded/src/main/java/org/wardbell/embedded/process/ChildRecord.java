package org.wardbell.embedded.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The data folder's record of a running child, so that the next start can end it if the JVM was
 * killed.
 *
 * @param pid process id; reused by the operating system, therefore not enough
 * @param started when the process started
 * @param program the executable's real path
 */
record ChildRecord(long pid, Instant started, String program) {
  /**
   * The kernel derives a start time from its boot time, which moves by up to a second when the
   * clock is adjusted.
   */
  private static final Duration CLOCK_TOLERANCE = Duration.ofSeconds(2);

  void write(Path file) {
    OwnerOnly.write(file, pid + "\n" + started + "\n" + program + "\n");
  }

  /** Returns the record in this file; empty if there is none, or if it is torn. */
  static Optional<ChildRecord> read(Path file) {
    if (!Files.isRegularFile(file)) {
      return Optional.empty();
    }
    try {
      List<String> lines = Files.readAllLines(file);
      if (lines.size() < 3) {
        return Optional.empty();
      }
      return Optional.of(
          new ChildRecord(Long.parseLong(lines.get(0)), Instant.parse(lines.get(1)), lines.get(2)));
    } catch (IOException | NumberFormatException | DateTimeException e) {
      return Optional.empty();
    }
  }

  /** Returns the recorded process, if it still runs: same id, same start time and same program. */
  Optional<ProcessHandle> stillRunning() {
    return ProcessHandle.of(pid)
        .filter(Processes::isRunning)
        .filter(p -> p.info().startInstant().filter(this::isSameStart).isPresent())
        .filter(p -> p.info().command().filter(program::equals).isPresent());
  }

  private boolean isSameStart(Instant other) {
    return Duration.between(started, other).abs().compareTo(CLOCK_TOLERANCE) <= 0;
  }
}
