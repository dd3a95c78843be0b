package org.wardbell.embedded.process;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Locale;

/**
 * The lines that a child wrote to its log since it was started, and their explanation for a person.
 */
public final class LogTail {
  /**
   * Bytes; a larger log moves aside at the next start and replaces the one that was moved before.
   */
  private static final long ROTATE_ABOVE = 10L * 1024 * 1024;

  /** Bytes; enough for a server's complaint, and no reason to read a huge log. */
  private static final int READ_AT_MOST = 256 * 1024;

  private final Path file;
  private final long from;

  private LogTail(Path file, long from) {
    this.file = file;
    this.from = from;
  }

  static LogTail startingNow(Path file) {
    try {
      if (!Files.exists(file)) {
        OwnerOnly.write(file, "");
      }
      long size = Files.size(file);
      if (size > ROTATE_ABOVE) {
        Files.move(
            file,
            file.resolveSibling(file.getFileName() + ".1"),
            StandardCopyOption.REPLACE_EXISTING);
        OwnerOnly.write(file, "");
        size = 0;
      }
      return new LogTail(file, size);
    } catch (IOException e) {
      throw new EmbeddedServerException(
          "Cannot write " + file + " (" + OwnerOnly.reason(e) + "): check its owner.", e);
    }
  }

  List<String> lines() {
    try (RandomAccessFile log = new RandomAccessFile(file.toFile(), "r")) {
      long begin = Math.max(from, log.length() - READ_AT_MOST);
      byte[] bytes = new byte[(int) (log.length() - begin)];
      log.seek(begin);
      log.readFully(bytes);
      return new String(bytes, StandardCharsets.UTF_8).lines().filter(l -> !l.isBlank()).toList();
    } catch (IOException e) {
      return List.of();
    }
  }

  public boolean saysPortInUse() {
    return lines().stream()
        .anyMatch(l -> l.toLowerCase(Locale.ROOT).contains("address already in use"));
  }

  /**
   * Returns the reason for a failure in one line: a known cause with its cure, else the last thing
   * that was said.
   */
  String explain() {
    List<String> lines = lines();
    for (String line : lines) {
      if (line.contains("error while loading shared libraries")) {
        return "a system library is missing, install it with your package manager: "
            + line.substring(line.indexOf("libraries:") + "libraries:".length()).strip();
      }
      if (line.contains("No space left on device")) {
        return "the disk is full";
      }
    }
    if (saysPortInUse()) {
      return "its port is in use by another program: choose another port";
    }
    return lines.reversed().stream()
        .filter(l -> l.contains("[ERROR]") && !l.contains("Aborting"))
        .findFirst()
        .orElseGet(() -> lines.isEmpty() ? "it said nothing" : lines.getLast());
  }
}
