package org.wardbell.standalone.endtoend;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.logging.LoggingSystem;
import org.wardbell.activities.database.Database;
import org.wardbell.activities.database.DatabaseSettings;
import org.wardbell.embedded.mysql.EmbeddedMySql;
import org.wardbell.embedded.mysql.MySqlDatabase;
import org.wardbell.embedded.mysql.MySqlOptions;
import org.wardbell.embedded.mysql.MySqlTemplate;
import org.wardbell.embedded.mysql.TemporaryMySql;
import org.wardbell.embedded.temporal.EmbeddedTemporal;
import org.wardbell.embedded.temporal.TemporalOptions;
import org.wardbell.simulator.receiver.ReceiverSimulator;
import org.wardbell.standalone.server.Installation;
import org.wardbell.standalone.server.InstallationOptions;

/**
 * A database, a Temporal and a receiver that belong to the test, so that it may read and wipe them;
 * a MySQL that it may stop belongs to it only if it says so.
 */
final class Surroundings implements AutoCloseable {
  /** Megabytes; tests have few rows. */
  private static final int BUFFER_POOL = 64;

  private static final int TEST_CONNECTIONS = 2;

  /** The address at which the world would reach the server. */
  static final String PUBLIC_URL = "https://wardbell.example";

  /** The migrations run once per JVM and not for each test. */
  private static final class Migrated {
    private static final MySqlTemplate TEMPLATE =
        TemporaryMySql.shared().template(empty -> open(empty).close());
  }

  final Path folder = Path.of("target", "endtoend-" + UUID.randomUUID()).toAbsolutePath();
  final ReceiverSimulator receiver;
  private final MySqlDatabase rows;
  private @Nullable EmbeddedMySql mySql;
  private EmbeddedTemporal temporal;
  private Database reading;

  private Surroundings(boolean withMySql) {
    try {
      receiver = ReceiverSimulator.start(0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    if (withMySql) {
      mySql = startMySql(0);
      rows = mySql.database("wardbell");
    } else {
      rows = Migrated.TEMPLATE.copy();
    }
    temporal = EmbeddedTemporal.start(temporalOptions(0));
    reading = open(rows);
  }

  /** Starts them, with a database on the MySQL of this JVM. */
  static Surroundings start() {
    return start(false);
  }

  /** Starts them with a MySQL that nobody else uses, so that it may be stopped. */
  static Surroundings withMySql() {
    return start(true);
  }

  private static Surroundings start(boolean withMySql) {
    // Libraries would write to the screen until a server in this JVM has said how to log.
    LoggingSystem.get(Surroundings.class.getClassLoader()).beforeInitialize();
    return new Surroundings(withMySql);
  }

  private EmbeddedMySql startMySql(int port) {
    return EmbeddedMySql.start(
        MySqlOptions.in(folder).withPort(port).withBufferPoolMegabytes(BUFFER_POOL));
  }

  private TemporalOptions temporalOptions(int port) {
    return TemporalOptions.in(folder).withPort(port).withoutFile();
  }

  private static Database open(MySqlDatabase database) {
    return Database.open(
        new DatabaseSettings(
            database.jdbcUrl(), database.user(), database.password(), TEST_CONNECTIONS));
  }

  /** Returns the server's database. */
  DSLContext database() {
    return reading.dsl();
  }

  /** Simulates a crash of MySQL, which has to be the test's own. */
  void stopMySql() {
    reading.close();
    Objects.requireNonNull(mySql).kill();
  }

  /** Starts the same MySQL on the same port. */
  void startMySqlAgain() {
    mySql = startMySql(Objects.requireNonNull(mySql).port());
    reading = open(rows);
  }

  /** Simulates a crash of Temporal. It has no file here, so everything in it is gone. */
  void wipeTemporal() {
    temporal.kill();
  }

  /** Makes Temporal stand still: its connections stay, and nothing is answered. */
  void holdTemporal() {
    signalTemporal("-STOP");
  }

  /** Lets Temporal go on. */
  void letTemporalGo() {
    signalTemporal("-CONT");
  }

  private void signalTemporal(String signal) {
    long pid = temporal.pid().orElseThrow();
    try {
      int ended = new ProcessBuilder("kill", signal, Long.toString(pid)).start().waitFor();
      if (ended != 0) {
        throw new IllegalStateException("kill ended with " + ended);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Starts an empty Temporal on the same port. */
  void startTemporalAgain() {
    temporal = EmbeddedTemporal.start(temporalOptions(temporal.port()));
  }

  /** Returns the server in this JVM. */
  Installation installation() {
    return Installation.start(
        new InstallationOptions(
            folder.resolve("data"),
            InstallationOptions.LOOPBACK,
            0,
            Optional.of(rows),
            Optional.of(temporal.target()),
            0,
            0,
            0,
            List.of("127.0.0.0/8"),
            Map.of(
                "wardbell.admin-key",
                TestApi.KEY,
                "wardbell.relay.undispatched",
                "2",
                "wardbell.relay.grace",
                "5",
                // Nothing is called there; browsers are led back to it.
                "wardbell.public-url",
                PUBLIC_URL),
            message -> {},
            InstallationOptions.RESTARTS,
            reason -> {}));
  }

  /** Starts the server as a process: {@code wardbell up}, with further options. */
  ServerProcess up(String... options) {
    List<String> all = new ArrayList<>(List.of("up", "--data"));
    all.add(folder.resolve("data").toString());
    all.addAll(List.of("--port", "0", "--database-url", rows.jdbcUrl(), "--database-user"));
    all.addAll(List.of(rows.user(), "--temporal", temporal.target()));
    all.addAll(List.of("--allow-network", "127.0.0.0/8"));
    all.addAll(List.of(options));
    return ServerProcess.wardbell(environment(), all.toArray(String[]::new));
  }

  /** Settings for processes, as the environment names them. */
  Map<String, String> environment() {
    Map<String, String> environment = new TreeMap<>();
    environment.put("WARDBELL_ADMIN_KEY", TestApi.KEY);
    environment.put("WARDBELL_ALLOWED_NETWORKS", "127.0.0.0/8");
    environment.put("WARDBELL_DATABASE_URL", rows.jdbcUrl());
    environment.put("WARDBELL_DATABASE_USER", rows.user());
    environment.put("WARDBELL_DATABASE_PASSWORD", rows.password());
    environment.put("WARDBELL_MASTER_KEY_FILE", folder.resolve("master.key").toString());
    environment.put("WARDBELL_TEMPORAL_TARGET", temporal.target());
    environment.put("WARDBELL_RELAY_UNDISPATCHED", "2");
    environment.put("WARDBELL_RELAY_GRACE", "5");
    return environment;
  }

  @Override
  public void close() {
    reading.close();
    temporal.close();
    if (mySql != null) {
      mySql.kill();
    }
    receiver.close();
  }
}
