package org.wardbell.standalone.endtoend;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.jooq.DSLContext;
import org.springframework.boot.logging.LoggingSystem;
import org.wardbell.activities.database.Database;
import org.wardbell.activities.database.DatabaseSettings;
import org.wardbell.embedded.mysql.EmbeddedMySql;
import org.wardbell.embedded.mysql.MySqlDatabase;
import org.wardbell.embedded.mysql.MySqlOptions;
import org.wardbell.embedded.temporal.EmbeddedTemporal;
import org.wardbell.embedded.temporal.TemporalOptions;
import org.wardbell.simulator.receiver.ReceiverSimulator;
import org.wardbell.standalone.server.Installation;
import org.wardbell.standalone.server.InstallationOptions;

/**
 * A MySQL, a Temporal and a receiver that belong to the test, so that it may stop, wipe and read
 * them.
 */
final class Surroundings implements AutoCloseable {
  /** Megabytes; tests have few rows. */
  private static final int BUFFER_POOL = 64;

  private static final int TEST_CONNECTIONS = 2;

  /** The address at which the world would reach the server. */
  static final String PUBLIC_URL = "https://wardbell.example";

  final Path folder = Path.of("target", "endtoend-" + UUID.randomUUID()).toAbsolutePath();
  final ReceiverSimulator receiver;
  private EmbeddedMySql mySql;
  private EmbeddedTemporal temporal;
  private Database reading;

  private Surroundings() {
    try {
      receiver = ReceiverSimulator.start(0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    mySql = startMySql(0);
    temporal = EmbeddedTemporal.start(temporalOptions(0));
    reading = read();
  }

  static Surroundings start() {
    // Libraries would write to the screen until a server in this JVM has said how to log.
    LoggingSystem.get(Surroundings.class.getClassLoader()).beforeInitialize();
    return new Surroundings();
  }

  private EmbeddedMySql startMySql(int port) {
    return EmbeddedMySql.start(
        MySqlOptions.in(folder).withPort(port).withBufferPoolMegabytes(BUFFER_POOL));
  }

  private TemporalOptions temporalOptions(int port) {
    return TemporalOptions.in(folder).withPort(port).withoutFile();
  }

  private Database read() {
    MySqlDatabase database = mySql.database("wardbell");
    return Database.open(
        new DatabaseSettings(
            database.jdbcUrl(), database.user(), database.password(), TEST_CONNECTIONS));
  }

  /** Returns the server's database. */
  DSLContext database() {
    return reading.dsl();
  }

  /** Simulates a crash of MySQL. */
  void stopMySql() {
    reading.close();
    mySql.kill();
  }

  /** Starts the same MySQL on the same port. */
  void startMySqlAgain() {
    mySql = startMySql(mySql.port());
    reading = read();
  }

  /** Simulates a crash of Temporal. It has no file here, so everything in it is gone. */
  void wipeTemporal() {
    temporal.kill();
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
            Optional.of(mySql.database("wardbell")),
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

  /** Starts the server as a process: {@code wardbell up}. */
  ServerProcess up() {
    return ServerProcess.wardbell(
        environment(),
        "up",
        "--data",
        folder.resolve("data").toString(),
        "--port",
        "0",
        "--database-url",
        mySql.database("wardbell").jdbcUrl(),
        "--database-user",
        mySql.user(),
        "--temporal",
        temporal.target(),
        "--allow-network",
        "127.0.0.0/8");
  }

  /** Settings for processes, as the environment names them. */
  Map<String, String> environment() {
    MySqlDatabase database = mySql.database("wardbell");
    Map<String, String> environment = new TreeMap<>();
    environment.put("WARDBELL_ADMIN_KEY", TestApi.KEY);
    environment.put("WARDBELL_ALLOWED_NETWORKS", "127.0.0.0/8");
    environment.put("WARDBELL_DATABASE_URL", database.jdbcUrl());
    environment.put("WARDBELL_DATABASE_USER", database.user());
    environment.put("WARDBELL_DATABASE_PASSWORD", database.password());
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
    mySql.kill();
    receiver.close();
  }
}
