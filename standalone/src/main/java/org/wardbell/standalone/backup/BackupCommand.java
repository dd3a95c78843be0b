package org.wardbell.standalone.backup;

import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.logging.LoggingSystem;
import org.wardbell.activities.backup.BackupRefusedException;
import org.wardbell.activities.backup.BackupSummary;
import org.wardbell.activities.backup.DatabaseBackup;
import org.wardbell.activities.crypto.MasterKeyCopy;
import org.wardbell.activities.database.Database;
import org.wardbell.activities.database.DatabaseSettings;
import org.wardbell.activities.database.RefusedStart;
import org.wardbell.embedded.mysql.EmbeddedMySql;
import org.wardbell.embedded.mysql.MySqlDatabase;
import org.wardbell.embedded.mysql.MySqlOptions;
import org.wardbell.embedded.mysql.RunningMySql;
import org.wardbell.standalone.server.CannotStart;
import org.wardbell.standalone.server.Installation;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code wardbell backup}: the database of one moment in a sealed file, while the server works. */
@Command(
    name = "backup",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Writes the database, as it is at one moment, into a new file that a passphrase seals. The server goes on working meanwhile.",
      "Environment variables: WARDBELL_BACKUP_PASSPHRASE, WARDBELL_DATABASE_PASSWORD, WARDBELL_DATABASE_CA_FILE, WARDBELL_MASTER_KEY.",
      "Exit code 0: the file is whole and on the disk, 1: there is none, with the reason."
    })
public final class BackupCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(
      paramLabel = "FILE",
      description =
          "The file to write; it must not exist yet. Until it is whole it is called FILE.partial.")
  private Path file = Path.of("");

  @Mixin private final DatabaseOptions database = new DatabaseOptions();

  @Option(
      names = "--with-master-key",
      description = {
        "Put the master key into the file too: then the file and its passphrase are enough to read everything.",
        "Without it the file is of use only together with the master key, which you keep elsewhere."
      })
  private boolean withMasterKey;

  @Mixin private final PassphraseOptions passphrase = new PassphraseOptions();

  @Override
  public Integer call() {
    // Libraries would write to the screen; what a person wants to know is said below.
    LoggingSystem.get(BackupCommand.class.getClassLoader()).beforeInitialize();
    ProgressLines progress = new ProgressLines(spec.commandLine().getOut(), "Backing up");
    try {
      MasterKeyCopy key = withMasterKey ? masterKey() : null;
      DatabaseBackup backup = new DatabaseBackup(version(), passphrase.passphrase(true), key);
      Optional<DatabaseSettings> own = database.own();
      BackupSummary summary =
          own.isPresent() ? write(backup, own.get(), progress) : ofDataFolder(backup, progress);
      progress.say(
          "%s has %,d rows of %d tables, as they were at %s."
              .formatted(file, summary.rows(), summary.tables(), summary.snapshotAt()));
      progress.say(
          withMasterKey
              ? "The master key is in it: keep the passphrase apart from it."
              : "The master key is not in it: a restore needs that one too.");
      return 0;
    } catch (BackupRefusedException | RefusedStart refused) {
      throw new CannotStart(String.valueOf(refused.getMessage()), refused);
    }
  }

  static String version() {
    return Objects.requireNonNullElse(
        BackupCommand.class.getPackage().getImplementationVersion(), "(not packaged)");
  }

  private MasterKeyCopy masterKey() {
    @Nullable String text = System.getenv("WARDBELL_MASTER_KEY");
    if (text != null && !text.isBlank()) {
      return MasterKeyCopy.ofText(text);
    }
    return MasterKeyCopy.ofFile(
        database
            .masterKeyFile()
            .orElseThrow(
                () ->
                    new CannotStart(
                        "Say where the master key is: --master-key-file, WARDBELL_MASTER_KEY_FILE or WARDBELL_MASTER_KEY.",
                        null)));
  }

  private BackupSummary write(
      DatabaseBackup backup, DatabaseSettings settings, ProgressLines progress) {
    return backup.write(Database.connections(settings, progress::say), file, progress);
  }

  /** Uses the MySQL of a server that runs, or starts it for as long as this takes. */
  private BackupSummary ofDataFolder(DatabaseBackup backup, ProgressLines progress) {
    Path data = database.data();
    Optional<MySqlDatabase> running = RunningMySql.find(data, Installation.DATABASE);
    if (running.isPresent()) {
      return write(backup, DatabaseOptions.of(running.get()), progress);
    }
    if (!EmbeddedMySql.isIn(data)) {
      throw new CannotStart(
          "There is no database in "
              + data
              + ": name the data folder with --data, or a MySQL of your own with --database-url.",
          null);
    }
    try (EmbeddedMySql started =
        EmbeddedMySql.start(MySqlOptions.in(data).withProgress(progress::say))) {
      return write(backup, DatabaseOptions.of(started.database(Installation.DATABASE)), progress);
    }
  }
}
