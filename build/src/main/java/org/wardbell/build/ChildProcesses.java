package org.wardbell.build;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.function.Consumer;

/** Processes that end when this one does. */
final class ChildProcesses {
  private ChildProcesses() {}

  /** Runs a process to its end, with each line that it prints; returns its exit code. */
  static int run(ProcessBuilder command, Consumer<String> lines) {
    try {
      Process process = command.redirectErrorStream(true).start();
      Thread ending = new Thread(process::destroy);
      Runtime.getRuntime().addShutdownHook(ending);
      try (BufferedReader printed = process.inputReader()) {
        printed.lines().forEach(lines);
      }
      int exitCode = process.waitFor();
      Runtime.getRuntime().removeShutdownHook(ending);
      return exitCode;
    } catch (IOException unstartable) {
      throw new UncheckedIOException(unstartable);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(interrupted);
    }
  }
}
