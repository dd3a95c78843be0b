package org.wardbell.standalone.bench.environment;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * A new folder for what a benchmark starts. Closing it stops that, the last first, and removes the
 * folder, also when the JVM ends by a signal.
 */
public final class BenchFolder implements AutoCloseable {
  private final Path path;
  private final Deque<Runnable> stops = new ArrayDeque<>();
  private final Thread hook = new Thread(this::stopAll, "stop-benchmark");
  private boolean stopped;
  private boolean kept;

  private BenchFolder(Path path) {
    this.path = path;
  }

  /**
   * Makes a folder in this one. The disk below it takes part in the figures.
   *
   * @throws BenchmarkException if that cannot be
   */
  public static BenchFolder in(Path parent) {
    try {
      Files.createDirectories(parent);
      BenchFolder folder = new BenchFolder(Files.createTempDirectory(parent, "bench-"));
      Runtime.getRuntime().addShutdownHook(folder.hook);
      return folder;
    } catch (IOException e) {
      throw new BenchmarkException("Cannot make a folder in " + parent + ": " + e.getMessage(), e);
    }
  }

  public Path path() {
    return path;
  }

  /**
   * Starts something that works in the folder.
   *
   * @param stop ends it
   * @throws BenchmarkException if the benchmark was stopped meanwhile
   */
  public <T> T run(Supplier<T> start, Consumer<T> stop) {
    synchronized (stops) {
      if (stopped) {
        throw new BenchmarkException("Stopped.");
      }
      T started = start.get();
      stops.push(() -> stop.accept(started));
      return started;
    }
  }

  /** Leaves the folder, with the logs in it, when everything has stopped. */
  public void keep() {
    synchronized (stops) {
      kept = true;
    }
  }

  @Override
  public void close() {
    stopAll();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The JVM is ending, and the hook does or did the same.
    }
  }

  private void stopAll() {
    synchronized (stops) {
      stopped = true;
      while (!stops.isEmpty()) {
        stops.pop().run();
      }
      remove();
    }
  }

  private void remove() {
    if (kept || !Files.exists(path)) {
      return;
    }
    try (Stream<Path> tree = Files.walk(path)) {
      for (Path each : tree.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(each);
      }
    } catch (IOException | UncheckedIOException e) {
      throw new BenchmarkException("Cannot remove " + path + ", remove it by hand: " + e, e);
    }
  }
}
