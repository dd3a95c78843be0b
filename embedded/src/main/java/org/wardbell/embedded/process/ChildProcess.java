package org.wardbell.embedded.process;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * A server that runs as a child of this JVM, in a session of its own: Ctrl-C in a terminal reaches
 * the JVM only, which drains first and stops its servers last.
 */
public final class ChildProcess {
  private static final String RECORD = "process";

  /** What programs need of an environment; nothing else of ours reaches a child. */
  private static final Set<String> HARMLESS =
      Set.of("PATH", "HOME", "USER", "LOGNAME", "LANG", "TZ", "TMPDIR", "LD_LIBRARY_PATH");

  /** An exit code above this is a signal's number and this, as in a shell. */
  private static final int SIGNAL_BASE = 128;

  /**
   * A server that does not stop when asked is killed after this long; MySQL and SQLite recover from
   * that.
   */
  private static final Duration LEFTOVER_GRACE = Duration.ofSeconds(20);

  /**
   * A server to start.
   *
   * @param name the server's name in messages
   * @param command the executable's absolute path and its arguments
   * @param environment variables to set, beside the few that every program needs
   * @param folder the server's folder: working directory, record and log
   */
  public record Command(
      String name, List<String> command, Map<String, String> environment, Path folder) {
    Path logFile() {
      return folder.resolve(name + ".log");
    }

    Path program() throws IOException {
      return Path.of(command.getFirst()).toRealPath();
    }
  }

  private final Command command;
  private final Process process;
  private final LogTail log;

  private ChildProcess(Command command, Process process, LogTail log) {
    this.command = command;
    this.process = process;
    this.log = log;
  }

  public static ChildProcess start(Command command) {
    LogTail log = LogTail.startingNow(command.logFile());
    List<String> line = new ArrayList<>();
    Programs.find("setsid").map(Path::toString).ifPresent(line::add);
    line.addAll(command.command());
    ProcessBuilder builder = new ProcessBuilder(line).directory(command.folder().toFile());
    builder.redirectErrorStream(true);
    builder.redirectInput(new File("/dev/null"));
    builder.redirectOutput(ProcessBuilder.Redirect.appendTo(command.logFile().toFile()));
    // Our own environment has keys and passwords in it, and everybody who may look at a process may
    // read its environment.
    builder.environment().keySet().removeIf(name -> !isHarmless(name));
    builder.environment().putAll(command.environment());
    try {
      Process process = builder.start();
      ChildProcess child = new ChildProcess(command, process, log);
      child.remember(command.program().toString());
      return child;
    } catch (IOException e) {
      throw new EmbeddedServerException(
          command.name() + " could not be started: " + e.getMessage() + ".", e);
    }
  }

  private static boolean isHarmless(String variable) {
    return HARMLESS.contains(variable) || variable.startsWith("LC_");
  }

  private void remember(String program) {
    Instant started = process.info().startInstant().orElseGet(Instant::now);
    new ChildRecord(process.pid(), started, program).write(command.folder().resolve(RECORD));
  }

  public long pid() {
    return process.pid();
  }

  public boolean isAlive() {
    return process.isAlive();
  }

  /** Returns the log lines since the start. */
  public LogTail log() {
    return log;
  }

  /**
   * Waits until the probe says that the server answers.
   *
   * @throws EmbeddedServerException if the process ended before, or the time is over; it is stopped
   *     then
   */
  public void awaitReady(Duration limit, BooleanSupplier probe) {
    Instant end = Instant.now().plus(limit);
    while (!probe.getAsBoolean()) {
      if (!process.isAlive()) {
        forget();
        throw failure("ended at its start with code " + process.exitValue());
      }
      if (Instant.now().isAfter(end)) {
        kill();
        throw failure("did not answer within " + limit.toSeconds() + " s");
      }
      Processes.pause();
    }
    // The program that runs may differ from the one we called, when that was a wrapper script.
    process.info().command().ifPresent(this::remember);
  }

  /**
   * Waits as {@link #awaitReady(Duration, BooleanSupplier)} does, as long as somebody wants it.
   *
   * @throws EmbeddedServerException also when it is not wanted any more
   */
  public void awaitReady(Duration limit, BooleanSupplier wanted, BooleanSupplier probe) {
    awaitReady(
        limit,
        () -> {
          if (!wanted.getAsBoolean()) {
            throw new EmbeddedServerException(command.name() + " is not wanted any more.");
          }
          return probe.getAsBoolean();
        });
  }

  /** Returns how the process ended and its last words; only asked when it has ended. */
  public String ending() {
    int code = process.exitValue();
    String how =
        code > SIGNAL_BASE
            ? "was ended by signal " + (code - SIGNAL_BASE)
            : "ended by itself with code " + code;
    return "%s (%s; log: %s)".formatted(how, log.explain(), command.logFile());
  }

  /** Waits for the end of a command that ends by itself. */
  public void awaitEnd(Duration limit) {
    if (!exits(limit)) {
      kill();
      throw failure("did not finish within " + limit.toSeconds() + " s");
    }
    forget();
    if (process.exitValue() != 0) {
      throw failure("ended with code " + process.exitValue());
    }
  }

  private boolean exits(Duration limit) {
    try {
      return process.waitFor(limit);
    } catch (InterruptedException e) {
      kill();
      Thread.currentThread().interrupt();
      throw new EmbeddedServerException("Interrupted while waiting for " + command.name() + ".", e);
    }
  }

  private EmbeddedServerException failure(String what) {
    return new EmbeddedServerException(
        "%s %s: %s (log: %s)".formatted(command.name(), what, log.explain(), command.logFile()));
  }

  /** Asks the process to stop, and kills it after the grace time. */
  public void stop(Duration grace) {
    Processes.end(process.toHandle(), grace);
    forget();
  }

  /** Ends the process at once, as a power cut would. */
  public void kill() {
    Processes.end(process.toHandle(), Duration.ZERO);
    forget();
  }

  private void forget() {
    try {
      Files.deleteIfExists(command.folder().resolve(RECORD));
    } catch (IOException e) {
      throw new EmbeddedServerException("Cannot remove a record in " + command.folder() + ".", e);
    }
  }

  /**
   * Ends the server that an earlier, killed JVM left in this folder. The caller holds the folder's
   * lock.
   */
  public static void endLeftover(String name, Path folder, Consumer<String> progress) {
    ChildRecord.read(folder.resolve(RECORD))
        .flatMap(ChildRecord::stillRunning)
        .ifPresent(
            leftover -> {
              progress.accept(
                  "Ending " + name + " of an earlier run (process " + leftover.pid() + ")");
              Processes.end(leftover, LEFTOVER_GRACE);
            });
  }
}
