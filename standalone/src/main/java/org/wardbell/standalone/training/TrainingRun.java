package org.wardbell.standalone.training;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.wardbell.standalone.bench.deliver.DeliverBenchmark;
import org.wardbell.standalone.bench.environment.BenchEnvironment;
import org.wardbell.standalone.bench.environment.BenchmarkException;
import org.wardbell.standalone.bench.environment.ChildJvm;
import org.wardbell.standalone.bench.environment.Deadline;
import org.wardbell.standalone.bench.environment.Progress;
import org.wardbell.standalone.bench.environment.Target;
import org.wardbell.standalone.bench.load.Load;

/**
 * A server that works for a while so that its JVM can write down which classes it loaded and which
 * methods were hot (JEP 514 and 515). The JVM checks itself that a cache fits the program and the
 * JDK, and does without it otherwise.
 */
final class TrainingRun {
  private static final int WEBHOOKS = 3;
  private static final int CONNECTIONS = 16;
  private static final String LOG_LESS = "-Xlog:aot*=error";

  private final Path parent;
  private final Deadline deadline;
  private final Progress progress;

  /**
   * Creates one.
   *
   * @param parent where the temporary data folder is made
   */
  TrainingRun(Path parent, Deadline deadline, Progress progress) {
    this.parent = parent;
    this.deadline = deadline;
    this.progress = progress;
  }

  /** Returns where the start script looks for the cache. */
  static Path besideTheProgram() {
    Path program = Path.of(System.getProperty("java.class.path")).toAbsolutePath();
    return program.resolveSibling("wardbell.aot");
  }

  /**
   * Makes the cache; what was there before stays until the new one is complete.
   *
   * @param commandLine the class whose main method understands {@code up}
   */
  void make(Path cache, Class<?> commandLine, int events) {
    Path configuration = sibling(cache, ".configuration");
    Path unfinished = sibling(cache, ".new");
    try {
      Files.createDirectories(cache.getParent());
      record(configuration, commandLine, events);
      progress.step("Making the cache");
      create(configuration, unfinished);
      Files.move(unfinished, cache, StandardCopyOption.REPLACE_EXISTING);
      progress.step(
          "%s, %,d MB: ./wardbell uses it from its next start on"
              .formatted(cache, Files.size(cache) / 1_000_000));
    } catch (IOException e) {
      throw new BenchmarkException("The cache could not be written to " + cache + ": " + e, e);
    } finally {
      delete(configuration);
      delete(unfinished);
    }
  }

  private void record(Path configuration, Class<?> commandLine, int events) {
    try (BenchEnvironment environment = BenchEnvironment.in(parent, deadline, progress)) {
      Target target =
          environment.start(
              commandLine,
              List.of("-XX:AOTMode=record", "-XX:AOTConfiguration=" + configuration, LOG_LESS));
      Load load = new Load.ClosedLoop(events, CONNECTIONS);
      new DeliverBenchmark(target, deadline, progress).run(WEBHOOKS, List.of(load));
    }
    if (!Files.exists(configuration)) {
      throw new BenchmarkException(
          "The server's JVM wrote no " + configuration + ": is its disk full?");
    }
  }

  private void create(Path configuration, Path cache) throws IOException {
    Process assembly =
        new ProcessBuilder(
                ChildJvm.line(
                    List.of(
                        "-XX:AOTMode=create",
                        "-XX:AOTConfiguration=" + configuration,
                        "-XX:AOTCache=" + cache,
                        LOG_LESS)))
            .inheritIO()
            .start();
    try {
      if (!assembly.waitFor(deadline.left().toMillis(), TimeUnit.MILLISECONDS)) {
        throw new BenchmarkException("The cache was not made in time: is the machine busy?");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new BenchmarkException("Interrupted.", e);
    } finally {
      assembly.destroyForcibly();
    }
    if (!Files.exists(cache)) {
      throw new BenchmarkException("The JVM made no cache, code " + assembly.exitValue() + ".");
    }
  }

  private static Path sibling(Path cache, String ending) {
    return cache.resolveSibling(cache.getFileName() + ending);
  }

  private static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new BenchmarkException("Delete " + file + " by hand: " + e.getMessage(), e);
    }
  }
}
