package org.wardbell.standalone.endtoend;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TimeZone;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.wardbell.activities.expression.evaluator.EvaluatorMain;

/** A process of the packaged product, and its output. */
final class ServerProcess implements AutoCloseable {
  private static final Path TARGET = Path.of("target").toAbsolutePath();

  /** Where the product is packaged; {@code ./wardbell test} has a jar of its own. */
  private static final Path PRODUCT =
      Path.of(System.getProperty("wardbell.product", "target")).toAbsolutePath();

  /**
   * Classes of the product as the JVM wants them, with which it starts in half of the processor
   * time. {@link TrainingIT} makes it, one of the first tests that run after {@code package}; what
   * starts earlier does without, and so does a JVM that finds that it is of another build.
   */
  static final Path CACHE = TARGET.resolve("wardbell-processes.aot");

  private static final Duration END_LIMIT = Duration.ofMinutes(3);

  private final Process process;
  private final Path output;

  private ServerProcess(Process process, Path output) {
    this.process = process;
    this.output = output;
  }

  /** Starts {@code wardbell} with these arguments, as the script does. */
  static ServerProcess wardbell(Map<String, String> environment, String... arguments) {
    return wardbell(List.of(), environment, arguments);
  }

  /** Starts it with further options of the JVM. */
  static ServerProcess wardbell(
      List<String> options, Map<String, String> environment, String... arguments) {
    List<String> command = java();
    command.addAll(options);
    command.addAll(List.of("-jar", jar().toString()));
    command.addAll(Arrays.asList(arguments));
    return start(command, spared(environment));
  }

  /** Starts a main class on the packaged libraries. */
  static ServerProcess main(
      String mainClass, Map<String, String> environment, String... arguments) {
    List<String> command = java();
    command.addAll(List.of("-cp", jar().toString(), mainClass));
    command.addAll(Arrays.asList(arguments));
    return start(command, spared(environment));
  }

  /** Starts a script. */
  static ServerProcess script(Path script, Map<String, String> environment, String... arguments) {
    List<String> command = new ArrayList<>(List.of(script.toString()));
    command.addAll(Arrays.asList(arguments));
    return start(command, environment);
  }

  /**
   * Returns the settings of a process, and of those that it starts, without what few tests need:
   * each of two processes for expressions takes more than a second of a processor. {@link
   * PackageIT} starts as people do.
   */
  private static Map<String, String> spared(Map<String, String> environment) {
    Map<String, String> all = new TreeMap<>(environment);
    all.put("WARDBELL_EXPRESSIONS_EARLY", "false");
    return all;
  }

  private static List<String> java() {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-XX:MetaspaceSize=256m",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-Dstdout.encoding=UTF-8",
                // The same as this JVM's, which is not UTC.
                "-Duser.timezone=" + TimeZone.getDefault().getID()));
    if (Files.exists(CACHE)) {
      command.addAll(List.of("-XX:AOTCache=" + CACHE, "-Xlog:aot*=off"));
    }
    return command;
  }

  private static Path jar() {
    try (var files = Files.list(PRODUCT)) {
      return files
          .filter(file -> file.getFileName().toString().matches("wardbell-standalone-.*\\.jar"))
          .findFirst()
          .orElseThrow(() -> new IllegalStateException("package standalone before this test"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static ServerProcess start(List<String> command, Map<String, String> environment) {
    Path output = TARGET.resolve("process-" + UUID.randomUUID() + ".log");
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
    builder.environment().keySet().removeIf(name -> name.startsWith("WARDBELL_ADMIN"));
    builder.environment().putAll(environment);
    try {
      return new ServerProcess(builder.start(), output);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Waits for a line that fits; returns the first group. */
  String awaitLine(String pattern) {
    Pattern wanted = Pattern.compile(pattern);
    String text =
        Await.until(
            "the line " + pattern,
            this::output,
            seen -> wanted.matcher(seen).find() || !process.isAlive());
    Matcher matcher = wanted.matcher(text);
    if (!matcher.find()) {
      throw new AssertionError("The process ended without the line " + pattern + ":\n" + text);
    }
    return matcher.groupCount() == 0 ? matcher.group() : matcher.group(1);
  }

  /** Returns all of its output. */
  String output() {
    try {
      return Files.readString(output);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Waits for its end; returns the exit code. */
  int awaitEnd(Duration limit) {
    try {
      if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new AssertionError("The process did not end within " + limit + ":\n" + output());
      }
      return process.exitValue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Returns how many of its child processes evaluate expressions. */
  long evaluators() {
    return process
        .descendants()
        .filter(
            child -> child.info().commandLine().orElse("").contains(EvaluatorMain.class.getName()))
        .count();
  }

  /** Sends SIGTERM, and waits for the end. */
  int terminate() {
    process.destroy();
    return awaitEnd(END_LIMIT);
  }

  /** Sends SIGKILL, and waits for the end. */
  void kill() {
    process.destroyForcibly();
    awaitEnd(END_LIMIT);
  }

  @Override
  public void close() {
    if (process.isAlive()) {
      process.destroyForcibly();
    }
  }
}
