package org.wardbell.standalone.bench.environment;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;

/**
 * A JVM of the same program, started with the same options and class path as this one, so that the
 * measured program is the one that an operator runs. It writes into a log file.
 */
public final class ChildJvm implements AutoCloseable {
  /** The server drains for 45 s at most, then stops MySQL and Temporal. */
  private static final Duration STOP_GRACE = Duration.ofSeconds(90);

  private static final Duration KILL_GRACE = Duration.ofSeconds(10);
  private static final Duration LOOK_EVERY = Duration.ofMillis(100);
  private static final int LAST_LINES = 15;

  private final String name;
  private final Process process;
  private final Path log;

  private ChildJvm(String name, Process process, Path log) {
    this.name = name;
    this.process = process;
    this.log = log;
  }

  /**
   * Starts it; the class needs a main method.
   *
   * @param name in messages
   * @param options of the JVM, after those of this one
   */
  public static ChildJvm start(
      String name,
      List<String> options,
      Class<?> mainClass,
      List<String> arguments,
      Map<String, String> environment,
      Path log) {
    List<String> line = line(options);
    line.add(mainClass.getName());
    line.addAll(arguments);
    ProcessBuilder builder = new ProcessBuilder(line).redirectErrorStream(true);
    builder.redirectOutput(log.toFile());
    builder.environment().putAll(environment);
    try {
      return new ChildJvm(name, builder.start(), log);
    } catch (IOException e) {
      throw new BenchmarkException("The " + name + " could not be started: " + e.getMessage(), e);
    }
  }

  /**
   * Returns a command line of this JVM's program without a main class: the same Java, its options
   * and class path.
   *
   * @param options after those of this JVM; a cache of classes among them replaces that of this one
   */
  public static List<String> line(List<String> options) {
    boolean otherCache = options.stream().anyMatch(ChildJvm::isOfTheCache);
    List<String> line = new ArrayList<>();
    line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(option -> option.startsWith("-X") || option.startsWith("--"))
        .filter(option -> !otherCache || !isOfTheCache(option))
        .forEach(line::add);
    line.addAll(options);
    line.addAll(List.of("-cp", System.getProperty("java.class.path")));
    return line;
  }

  private static boolean isOfTheCache(String option) {
    return option.startsWith("-XX:AOT");
  }

  ProcessHandle handle() {
    return process.toHandle();
  }

  public long pid() {
    return process.pid();
  }

  public boolean isAlive() {
    return process.isAlive();
  }

  /** Waits until it is ready. */
  public void awaitReady(BooleanSupplier probe, Deadline deadline, Progress progress) {
    while (!probe.getAsBoolean()) {
      if (!process.isAlive()) {
        throw new BenchmarkException(
            "The %s ended with code %d before it was ready. Its last lines:%n%s"
                .formatted(name, process.exitValue(), lastLines()));
      }
      if (deadline.isOver()) {
        throw new BenchmarkException(
            "The %s was not ready in time. Its last lines:%n%s".formatted(name, lastLines()));
      }
      progress.now(() -> "waiting for the " + name);
      Pause.of(LOOK_EVERY);
    }
  }

  private String lastLines() {
    try {
      List<String> lines = Files.readAllLines(log, StandardCharsets.UTF_8);
      return String.join("\n", lines.subList(Math.max(0, lines.size() - LAST_LINES), lines.size()));
    } catch (IOException e) {
      return "(cannot read " + log + ")";
    }
  }

  /** Stops it and its children; killed when it does not stop. */
  @Override
  public void close() {
    // Taken now: once the parent is gone, nobody knows whose children they were.
    List<ProcessHandle> children = handle().descendants().toList();
    handle().destroy();
    if (!ended(handle(), STOP_GRACE)) {
      handle().destroyForcibly();
    }
    children.forEach(ProcessHandle::destroyForcibly);
    children.forEach(child -> ended(child, KILL_GRACE));
    ended(handle(), KILL_GRACE);
  }

  /** Kills it and its children at once (SIGKILL), and waits for their end. */
  public void kill() {
    List<ProcessHandle> children = handle().descendants().toList();
    handle().destroyForcibly();
    children.forEach(ProcessHandle::destroyForcibly);
    ended(handle(), KILL_GRACE);
    children.forEach(child -> ended(child, KILL_GRACE));
  }

  private static boolean ended(ProcessHandle handle, Duration limit) {
    try {
      handle.onExit().get(limit.toMillis(), TimeUnit.MILLISECONDS);
      return true;
    } catch (TimeoutException | ExecutionException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
