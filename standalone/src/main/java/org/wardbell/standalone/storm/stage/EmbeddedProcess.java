package org.wardbell.standalone.storm.stage;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ExecutionException;
import java.util.function.LongSupplier;
import org.wardbell.embedded.process.EmbeddedServerException;
import org.wardbell.embedded.process.RestartableServer;
import org.wardbell.standalone.storm.fault.KillableServer;

/** A MySQL or a Temporal, each a child that keeps its port. */
final class EmbeddedProcess implements KillableServer {
  private static final int TRIES = 3;

  private final RestartableServer server;
  private final LongSupplier pid;
  private final Path folder;
  private volatile boolean ready = true;

  /**
   * Creates one for a server that runs.
   *
   * @param folder of its data
   */
  EmbeddedProcess(RestartableServer server, LongSupplier pid, Path folder) {
    this.server = server;
    this.pid = pid;
    this.folder = folder;
  }

  @Override
  public String name() {
    return server.name();
  }

  @Override
  public void kill() {
    ready = false;
    ProcessHandle.of(pid.getAsLong())
        .ifPresent(
            process -> {
              process.destroyForcibly();
              awaitEnd(process);
            });
  }

  private static void awaitEnd(ProcessHandle process) {
    try {
      process.onExit().get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Starts it and waits until it answers; a busy machine may need another try. */
  @Override
  public void start() {
    for (int left = TRIES; ; left--) {
      try {
        server.restart(() -> true);
        ready = true;
        return;
      } catch (EmbeddedServerException late) {
        if (left == 1) {
          throw late;
        }
      }
    }
  }

  /** Removes the files of Temporal's SQLite. */
  @Override
  public void wipe() {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "temporal.db*")) {
      for (Path file : files) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public boolean isAlive() {
    return server.isAlive();
  }

  @Override
  public boolean isReady() {
    return ready;
  }

  @Override
  public long pid() {
    return pid.getAsLong();
  }
}
