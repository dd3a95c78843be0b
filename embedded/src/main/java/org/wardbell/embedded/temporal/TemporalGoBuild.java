package org.wardbell.embedded.temporal;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;
import org.wardbell.embedded.process.EmbeddedServerException;

/** The build of the Temporal command line from its published source with the installed Go. */
final class TemporalGoBuild {
  private static final Duration REPORT_EVERY = Duration.ofSeconds(10);

  private TemporalGoBuild() {}

  /** Puts the program into the folder, or says in one line why that is impossible. */
  static void into(Path folder, Path go, String version, Consumer<String> progress)
      throws IOException {
    progress.accept("Building Temporal's server with Go (some minutes on two cores, once)");
    ProcessBuilder builder =
        new ProcessBuilder(
            go.toString(), "install", "-v", "github.com/temporalio/cli/cmd/temporal@v" + version);
    builder.environment().put("GOBIN", folder.toString());
    builder.redirectErrorStream(true);
    Process process = builder.start();
    String last = report(process, progress);
    try {
      if (process.waitFor() != 0) {
        throw new EmbeddedServerException(
            "Temporal's server could not be built with Go (" + last + ").");
      }
    } catch (InterruptedException e) {
      process.destroy();
      Thread.currentThread().interrupt();
      throw new EmbeddedServerException("Interrupted while building Temporal's server.", e);
    }
  }

  private static String report(Process process, Consumer<String> progress) throws IOException {
    Instant next = Instant.now().plus(REPORT_EVERY);
    int steps = 0;
    String last = "it said nothing";
    try (BufferedReader lines = process.inputReader()) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        last = line;
        steps++;
        if (Instant.now().isAfter(next)) {
          progress.accept("  " + steps + " steps done: " + line);
          next = Instant.now().plus(REPORT_EVERY);
        }
      }
    }
    return last;
  }
}
