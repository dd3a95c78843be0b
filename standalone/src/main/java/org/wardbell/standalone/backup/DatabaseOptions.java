package org.wardbell.standalone.backup;

import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.wardbell.activities.database.DatabaseSettings;
import org.wardbell.embedded.mysql.MySqlDatabase;
import org.wardbell.standalone.server.DataFolder;
import org.wardbell.standalone.server.DatabaseRequirement;
import picocli.CommandLine.Option;

/** The database that is meant: a MySQL of one's own, or the one in a data folder of {@code up}. */
final class DatabaseOptions {
  /** A backup and a restore work with one connection, and the restore's end with a few more. */
  private static final int CONNECTIONS = 1;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "The data folder of ./wardbell up (default: ~/.wardbell).")
  private Path data = DataFolder.standard();

  @Option(
      names = "--database-url",
      paramLabel = "URL",
      defaultValue = "${env:WARDBELL_DATABASE_URL}",
      description =
          "A MySQL of your own instead: jdbc:mysql://host:3306/wardbell (default: WARDBELL_DATABASE_URL). Its password is taken from WARDBELL_DATABASE_PASSWORD.")
  private @Nullable String url;

  @Option(
      names = "--database-user",
      paramLabel = "USER",
      defaultValue = "${env:WARDBELL_DATABASE_USER:-wardbell}",
      description = "Its user (default: WARDBELL_DATABASE_USER, or wardbell).")
  private String user = "wardbell";

  @Option(
      names = "--master-key-file",
      paramLabel = "FILE",
      defaultValue = "${env:WARDBELL_MASTER_KEY_FILE}",
      description =
          "The master key's file (default: WARDBELL_MASTER_KEY_FILE, or master.key in the data folder).")
  private @Nullable Path masterKey;

  Path data() {
    return data.toAbsolutePath().normalize();
  }

  /** Returns the MySQL of one's own, or nothing if the one of the data folder is meant. */
  Optional<DatabaseSettings> own() {
    if (url == null || url.isBlank()) {
      return Optional.empty();
    }
    DatabaseRequirement.requireAddress(url);
    return Optional.of(DatabaseRequirement.settings(url, user, System.getenv(), CONNECTIONS));
  }

  /** Returns settings for the database of a data folder. */
  static DatabaseSettings of(MySqlDatabase embedded) {
    return new DatabaseSettings(
        embedded.jdbcUrl(), embedded.user(), embedded.password(), CONNECTIONS);
  }

  /**
   * Returns the master key's file, or nothing if a MySQL of one's own is meant and none is named.
   */
  Optional<Path> masterKeyFile() {
    if (masterKey != null && !masterKey.toString().isBlank()) {
      return Optional.of(masterKey);
    }
    return own().isPresent() ? Optional.empty() : Optional.of(data().resolve("master.key"));
  }
}
