package org.wardbell.standalone.server;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.logging.LoggingSystem;
import org.wardbell.embedded.mysql.EmbeddedMySql;
import org.wardbell.embedded.mysql.MySqlArchive;
import org.wardbell.embedded.mysql.MySqlDatabase;
import org.wardbell.embedded.process.OwnerOnly;
import org.wardbell.embedded.process.Ports;
import org.wardbell.embedded.process.Supervisor;
import org.wardbell.embedded.temporal.EmbeddedTemporal;

/**
 * The whole product on this machine: MySQL and Temporal (unless there are others to use), then the
 * server.
 */
public final class Installation implements AutoCloseable {
  /** The name of the database in the embedded MySQL. */
  public static final String DATABASE = "wardbell";

  private static final Logger LOG = LoggerFactory.getLogger(Installation.class);

  private final Path log;
  private final Path administratorKeyFile;
  private final Supervisor supervisor;
  private @Nullable EmbeddedMySql mySql;
  private @Nullable EmbeddedTemporal temporal;
  private @Nullable Server server;
  private @Nullable URI url;

  private Installation(InstallationOptions options) {
    this.log = ServerProperties.log(options);
    this.administratorKeyFile = ServerProperties.administratorKey(options);
    this.supervisor =
        new Supervisor(
            Supervisor.Patience.of(options.restarts()),
            loggedToo(options.progress()),
            options.givenUp());
  }

  private static Consumer<String> loggedToo(Consumer<String> progress) {
    return message -> {
      LOG.warn("{}", message);
      progress.accept(message);
    };
  }

  /**
   * Starts everything and waits until requests are answered. The started parts are stopped again if
   * the rest fails.
   *
   * @throws CannotStart with the reason in one line
   * @throws org.wardbell.embedded.process.EmbeddedServerException with the reason in one line
   */
  public static Installation start(InstallationOptions options) {
    // Until Spring has read how to log, libraries would write to the screen as they like.
    LoggingSystem.get(Installation.class.getClassLoader()).beforeInitialize();
    Installation installation = new Installation(options);
    try {
      installation.run(options);
      return installation;
    } catch (RuntimeException e) {
      installation.close();
      throw e;
    }
  }

  /** Returns whether an installation of this folder has run before. */
  public static boolean wasStarted(Path data) {
    return !Ports.recorded(data).isEmpty();
  }

  private void run(InstallationOptions options) {
    if (options.port() != 0 && !ListeningPort.isFree(options.bind(), options.port())) {
      URI wanted =
          URI.create("http://" + ListeningPort.inUrl(options.bind()) + ":" + options.port());
      throw new CannotStart(
          RunningWardbell.sentence(wanted, options.data(), DataFolder.standard())
              .orElseGet(() -> StartFailures.portInUse(options.port())),
          null);
    }
    SettingsCheck.of(options);
    OwnerOnly.folder(options.data());
    OwnerOnly.closedFolder(log.resolveSibling(""));
    EmbeddedServers embedded = new EmbeddedServers(options);
    MySqlDatabase database = options.database().orElseGet(() -> startMySql(embedded, options));
    String target = options.temporal().orElseGet(() -> startTemporal(embedded, options));
    long started = System.nanoTime();
    Server running = startServer(options, database, target);
    server = running;
    url = URI.create("http://" + ListeningPort.inUrl(options.bind()) + ":" + running.port());
    options.progress().accept("Server       " + url + took(started));
    embedded.recordPorts(running.port(), mySql, temporal);
  }

  private Server startServer(
      InstallationOptions options, MySqlDatabase database, String temporalTarget) {
    try (LongStep _ = LongStep.begin("Server       is starting", options.progress())) {
      return Server.start(
          ServerProperties.of(options, database, temporalTarget, temporalUiUrl()),
          new EmbeddedServersHealth(supervisor),
          log,
          options.progress());
    }
  }

  private MySqlDatabase startMySql(EmbeddedServers embedded, InstallationOptions options) {
    long started = System.nanoTime();
    EmbeddedMySql running;
    try (LongStep _ = LongStep.begin("MySQL        is starting", options.progress())) {
      running = embedded.startMySql();
    }
    mySql = running;
    supervisor.watch(running);
    options
        .progress()
        .accept(
            "MySQL        %s:%d%s; %s, for evaluation and small clinics on one machine"
                .formatted(
                    InstallationOptions.LOOPBACK,
                    running.port(),
                    took(started),
                    MySqlArchive.VERSION));
    return running.database(DATABASE);
  }

  private String startTemporal(EmbeddedServers embedded, InstallationOptions options) {
    long started = System.nanoTime();
    EmbeddedTemporal running;
    try (LongStep _ = LongStep.begin("Temporal     is starting", options.progress())) {
      running = embedded.startTemporal();
    }
    temporal = running;
    supervisor.watch(running);
    options.progress().accept("Temporal     " + running.target() + took(started));
    return running.target();
  }

  private static String took(long started) {
    double seconds = (System.nanoTime() - started) / (double) Duration.ofSeconds(1).toNanos();
    return "  (%.1f s)".formatted(seconds);
  }

  /** Returns the server's address, without a slash at the end. */
  public URI url() {
    if (url == null) {
      throw new IllegalStateException("The server is not running.");
    }
    return url;
  }

  /**
   * Returns the address of Temporal's web UI; a Temporal of one's own has it elsewhere, the Java
   * test server has none.
   */
  public Optional<String> temporalUiUrl() {
    return temporal == null ? Optional.empty() : temporal.uiUrl();
  }

  /** Returns the file that has the made administrator key until somebody has taken it away. */
  public Path administratorKeyFile() {
    return administratorKeyFile;
  }

  /** Returns the file that Spring, Flyway and Wardbell log to. */
  public Path log() {
    return log;
  }

  /**
   * Stops in the order that loses nothing: requests, deliveries under way, and only then Temporal
   * and MySQL.
   */
  @Override
  public void close() {
    if (server != null) {
      server.close();
      server = null;
    }
    supervisor.close();
    if (temporal != null) {
      temporal.close();
      temporal = null;
    }
    if (mySql != null) {
      mySql.close();
      mySql = null;
    }
  }
}
