package org.wardbell.standalone.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.boot.logging.LoggingSystem;
import org.wardbell.activities.database.Database;
import org.wardbell.activities.database.DatabaseSettings;
import org.wardbell.embedded.mysql.MySqlDatabase;
import org.wardbell.embedded.mysql.RunningMySql;
import org.wardbell.standalone.server.Installation;

/** Installations with all of their servers, each in a data folder, and their backups. */
final class BackedUp {
  static final String URL = "API +(http://127.0.0.1:\\d+)/api/v1";

  private static final Duration LIMIT = Duration.ofMinutes(5);

  private static final Map<String, String> ENVIRONMENT =
      Map.of(
          "WARDBELL_ADMIN_KEY", TestApi.KEY,
          "WARDBELL_BACKUP_PASSPHRASE", "correct horse battery staple",
          "WARDBELL_RELAY_UNDISPATCHED", "2",
          "WARDBELL_RELAY_GRACE", "5");

  final Path folder = Path.of("target", "backup-" + UUID.randomUUID()).toAbsolutePath();

  /** Starts {@code wardbell up} on a data folder of that name. */
  ServerProcess up(String name) {
    return ServerProcess.wardbell(
        ENVIRONMENT, "up", "--data", data(name), "--port", "0", "--allow-network", "127.0.0.0/8");
  }

  private String data(String name) {
    return folder.resolve(name).toString();
  }

  /** Backs up the installation of that name; returns what the command said. */
  String backUp(Path file, String name, String... options) {
    return run("backup", file, name, options);
  }

  /** Restores into a new data folder of that name; returns what the command said. */
  String restore(Path file, String name, String... options) {
    return run("restore", file, name, options);
  }

  private String run(String command, Path file, String name, String... options) {
    List<String> words =
        new ArrayList<>(List.of(command, file.toAbsolutePath().toString(), "--data", data(name)));
    words.addAll(List.of(options));
    try (ServerProcess process =
        ServerProcess.wardbell(ENVIRONMENT, words.toArray(String[]::new))) {
      assertThat(process.awaitEnd(LIMIT)).as(process.output()).isZero();
      return process.output();
    }
  }

  /** Opens the database of a running installation. */
  Database database(String name) {
    // Libraries would write to the screen.
    LoggingSystem.get(BackedUp.class.getClassLoader()).beforeInitialize();
    MySqlDatabase running =
        RunningMySql.find(folder.resolve(name), Installation.DATABASE).orElseThrow();
    return Database.open(
        new DatabaseSettings(running.jdbcUrl(), running.user(), running.password(), 2));
  }
}
