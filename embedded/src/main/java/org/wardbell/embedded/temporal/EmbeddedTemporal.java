package org.wardbell.embedded.temporal;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.wardbell.embedded.process.ChildProcess;
import org.wardbell.embedded.process.EmbeddedServerException;
import org.wardbell.embedded.process.FolderLock;
import org.wardbell.embedded.process.OwnerOnly;
import org.wardbell.embedded.process.Ports;
import org.wardbell.embedded.process.RestartableServer;

/**
 * A Temporal server on 127.0.0.1: the real one as a child process, with its web UI and its data in
 * the product's data folder; or, where no real one can be had, the Java test server, which keeps
 * nothing. {@link #kind} says which.
 */
public final class EmbeddedTemporal implements RestartableServer, AutoCloseable {
  /** The kind of server. */
  public enum Kind {
    /** All services of the real server in one process, with SQLite and the web UI. */
    REAL_SERVER,
    /** In memory, without UI, slower with every workflow: good for a look, not for work. */
    JAVA_TEST_SERVER
  }

  /** The namespace that workflows run in; closed ones stay for a day. */
  public static final String NAMESPACE = TemporalNamespace.NAME;

  /** About 1 s on an idle machine; a database file of a busy month takes longer. */
  private static final Duration START_LIMIT = Duration.ofMinutes(1);

  private static final Duration STOP_GRACE = Duration.ofSeconds(15);
  private static final int TRIES_FOR_FREE_PORTS = 3;

  private final FolderLock lock;
  private final @Nullable CommandLine commandLine;
  private final @Nullable JavaTestServer testServer;
  private final int port;
  private final int uiPort;
  private volatile @Nullable ChildProcess process;

  /** The way to start the real server again. */
  private record CommandLine(TemporalOptions options, Path folder, Path program) {}

  private EmbeddedTemporal(
      FolderLock lock, CommandLine commandLine, int port, int uiPort, ChildProcess process) {
    this.lock = lock;
    this.commandLine = commandLine;
    this.testServer = null;
    this.port = port;
    this.uiPort = uiPort;
    this.process = process;
  }

  private EmbeddedTemporal(FolderLock lock, JavaTestServer testServer, int port) {
    this.lock = lock;
    this.commandLine = null;
    this.testServer = testServer;
    this.port = port;
    this.uiPort = 0;
  }

  /**
   * Starts the server and waits until its namespace answers, 1 to 2 s. If the server's program is
   * not on this machine it is fetched first, which takes seconds (download) or minutes (built with
   * Go).
   *
   * @throws EmbeddedServerException with the reason in one line: port in use, folder in use, the
   *     server's last words
   */
  public static EmbeddedTemporal start(TemporalOptions options) {
    return start(options, TemporalSources.standard(options.cache()));
  }

  static EmbeddedTemporal start(TemporalOptions options, TemporalSources sources) {
    Path folder = OwnerOnly.closedFolder(options.dataFolder().resolve("temporal"));
    FolderLock lock = FolderLock.hold(folder);
    try {
      ChildProcess.endLeftover("Temporal", folder, options.progress());
      requireFree(options.port(), "--temporal-port");
      requireFree(options.uiPort(), "--temporal-ui-port");
      return switch (sources.resolve(options.progress())) {
        case TemporalSource.CommandLine(Path program, String _) ->
            startServer(options, folder, lock, program);
        case TemporalSource.JavaTestServer(String reason) -> startTestServer(options, lock, reason);
      };
    } catch (RuntimeException e) {
      lock.close();
      throw e;
    }
  }

  private static void requireFree(int port, String option) {
    if (port != 0 && !Ports.isFree(port)) {
      throw new EmbeddedServerException(
          "Temporal cannot use port %d of 127.0.0.1, another program listens there: choose another (%s), or leave it out to take a free one."
              .formatted(port, option));
    }
  }

  private static EmbeddedTemporal startServer(
      TemporalOptions options, Path folder, FolderLock lock, Path program) {
    CommandLine commandLine = new CommandLine(options, folder, program);
    boolean choosesPorts = options.port() == 0 || options.uiPort() == 0;
    for (int attempt = 1; ; attempt++) {
      List<Integer> free = Ports.free(2);
      int port = options.port() == 0 ? free.get(0) : options.port();
      int uiPort = options.uiPort() == 0 ? free.get(1) : options.uiPort();
      ChildProcess process = ChildProcess.start(command(options, folder, program, port, uiPort));
      try {
        setUp(options, process, port, () -> true);
        return new EmbeddedTemporal(lock, commandLine, port, uiPort, process);
      } catch (RuntimeException e) {
        boolean again = choosesPorts && process.log().saysPortInUse();
        if (!again || attempt == TRIES_FOR_FREE_PORTS) {
          throw e;
        }
      }
    }
  }

  /** Waits until the server answers; one that fails is ended. */
  private static void setUp(
      TemporalOptions options, ChildProcess process, int port, BooleanSupplier wanted) {
    // Until the port is open, asking over gRPC would only make its client wait longer and longer
    // between tries.
    try {
      process.awaitReady(START_LIMIT, wanted, () -> Ports.accepts(port));
      try (TemporalNamespace namespace = new TemporalNamespace("127.0.0.1:" + port)) {
        process.awaitReady(START_LIMIT, namespace::isHealthy);
        process.awaitReady(START_LIMIT, namespace::answers);
        namespace.keepClosedWorkflows();
        namespace.addMissing(options.searchAttributes());
      }
    } catch (RuntimeException e) {
      process.kill();
      throw e;
    }
  }

  @Override
  public String name() {
    return "Temporal";
  }

  /** Returns whether the server runs; the Java test server, inside this JVM, always does. */
  @Override
  public boolean isAlive() {
    ChildProcess running = process;
    return running == null || running.isAlive();
  }

  @Override
  public String ending() {
    return Objects.requireNonNull(process, "the test server does not end by itself").ending();
  }

  @Override
  public void restart(BooleanSupplier wanted) {
    CommandLine again =
        Objects.requireNonNull(commandLine, "the test server does not end by itself");
    ChildProcess fresh =
        ChildProcess.start(command(again.options(), again.folder(), again.program(), port, uiPort));
    setUp(again.options(), fresh, port, wanted);
    process = fresh;
  }

  private static ChildProcess.Command command(
      TemporalOptions options, Path folder, Path program, int port, int uiPort) {
    List<String> line =
        new ArrayList<>(List.of(program.toString(), "server", "start-dev", "--ip", "127.0.0.1"));
    line.addAll(List.of("--port", Integer.toString(port), "--ui-port", Integer.toString(uiPort)));
    if (!options.inMemory()) {
      line.addAll(List.of("--db-filename", folder.resolve("temporal.db").toString()));
      line.addAll(List.of("--sqlite-pragma", "journal_mode=WAL"));
      line.addAll(List.of("--sqlite-pragma", "synchronous=NORMAL"));
    }
    line.addAll(List.of("--log-level", "warn"));
    options
        .searchAttributes()
        .forEach((name, type) -> line.addAll(List.of("--search-attribute", name + "=" + type)));
    return new ChildProcess.Command("temporal", line, Map.of(), folder);
  }

  private static EmbeddedTemporal startTestServer(
      TemporalOptions options, FolderLock lock, String reason) {
    options
        .progress()
        .accept(
            "WARNING: no real Temporal server on this machine, using the Java test server: it keeps nothing, has no web UI and"
                + " becomes slow. "
                + reason);
    int port = options.port() == 0 ? Ports.free() : options.port();
    return new EmbeddedTemporal(lock, JavaTestServer.start(port), port);
  }

  /** Returns the address to which clients connect, for example "127.0.0.1:7233". */
  public String target() {
    return "127.0.0.1:" + port;
  }

  public int port() {
    return port;
  }

  /** Returns the web UI; the Java test server has none. */
  public Optional<String> uiUrl() {
    return kind() == Kind.REAL_SERVER
        ? Optional.of("http://127.0.0.1:" + uiPort)
        : Optional.empty();
  }

  public Kind kind() {
    return testServer == null ? Kind.REAL_SERVER : Kind.JAVA_TEST_SERVER;
  }

  /** Returns the server's process id; the Java test server has no process of its own. */
  public OptionalLong pid() {
    ChildProcess running = process;
    return running == null ? OptionalLong.empty() : OptionalLong.of(running.pid());
  }

  /**
   * Ends the server at once, as a crash would; for fault tests. Start again with the same options
   * to recover.
   */
  public void kill() {
    end(Duration.ZERO);
  }

  /** Stops the server cleanly and waits for its end, 15 s at most. */
  @Override
  public void close() {
    end(STOP_GRACE);
  }

  private void end(Duration grace) {
    ChildProcess running = process;
    if (running != null) {
      running.stop(grace);
    }
    if (testServer != null) {
      testServer.close();
    }
    lock.close();
  }
}
