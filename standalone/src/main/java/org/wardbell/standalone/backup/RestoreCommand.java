package org.wardbell.standalone.backup;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.flywaydb.core.api.FlywayException;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.logging.LoggingSystem;
import org.wardbell.activities.backup.BackupFile;
import org.wardbell.activities.backup.BackupRefusedException;
import org.wardbell.activities.backup.BackupSummary;
import org.wardbell.activities.backup.DatabaseRestore;
import org.wardbell.activities.backup.RestoreSummary;
import org.wardbell.activities.crypto.MasterKeyCopy;
import org.wardbell.activities.database.DatabaseSettings;
import org.wardbell.activities.database.RefusedStart;
import org.wardbell.embedded.mysql.EmbeddedMySql;
import org.wardbell.embedded.mysql.MySqlOptions;
import org.wardbell.embedded.process.OwnerOnly;
import org.wardbell.standalone.server.CannotStart;
import org.wardbell.standalone.server.Installation;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code wardbell restore}: a backup into an empty database. */
@Command(
    name = "restore",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Restores a backup into an empty database, and brings its schema up to date. Stop every api and worker before, also those of the old database: both would send.",
      "What was open when the backup was made may have been sent since, and is sent again, with the same ids.",
      "If it is interrupted, run it again: it begins anew. Until it is through, no server starts on that database.",
      "Environment variables: WARDBELL_BACKUP_PASSPHRASE, WARDBELL_DATABASE_PASSWORD, WARDBELL_DATABASE_CA_FILE.",
      "Exit code 0: everything is restored, 1: it is not, with the reason."
    })
public final class RestoreCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "FILE", description = "The backup.")
  private Path file = Path.of("");

  @Mixin private final DatabaseOptions database = new DatabaseOptions();

  @Option(
      names = "--hold",
      description =
          "Pause every webhook, so that nothing is sent before somebody has looked and resumed it.")
  private boolean hold;

  @Option(
      names = "--check",
      description = "Only read the whole file, and say whether it is sound; change nothing.")
  private boolean check;

  @Mixin private final PassphraseOptions passphrase = new PassphraseOptions();

  @Override
  public Integer call() {
    // Libraries would write to the screen; what a person wants to know is said below.
    LoggingSystem.get(RestoreCommand.class.getClassLoader()).beforeInitialize();
    ProgressLines progress =
        new ProgressLines(spec.commandLine().getOut(), check ? "Reading" : "Restoring");
    try {
      BackupFile backup = BackupFile.open(file, passphrase.passphrase(false));
      if (check) {
        tell(progress, backup.check(progress));
        return 0;
      }
      restore(backup, progress);
      return 0;
    } catch (BackupRefusedException | RefusedStart refused) {
      throw new CannotStart(String.valueOf(refused.getMessage()), refused);
    } catch (FlywayException failure) {
      throw new CannotStart(
          "The schema of the backup cannot be made: "
              + String.valueOf(failure.getMessage()).strip().lines().findFirst().orElse(""),
          failure);
    }
  }

  private static void tell(ProgressLines progress, BackupSummary backup) {
    progress.say(
        "The backup is whole: %,d rows of %d tables, as they were at %s. Wardbell %s wrote it, its schema is of version %s, and the master key is %s it."
            .formatted(
                backup.rows(),
                backup.tables(),
                backup.snapshotAt(),
                backup.product(),
                backup.schema(),
                backup.withMasterKey() ? "in" : "not in"));
  }

  private void restore(BackupFile backup, ProgressLines progress) {
    DatabaseRestore restore = new DatabaseRestore(backup, progress, progress::say);
    Optional<DatabaseSettings> own = database.own();
    if (own.isPresent()) {
      tell(progress, run(restore, own.get(), progress));
      progress.say("Start Wardbell with an empty Temporal, or a namespace of its own.");
      return;
    }
    Path data = OwnerOnly.folder(database.data());
    try (EmbeddedMySql mySql =
        EmbeddedMySql.start(MySqlOptions.in(data).withProgress(progress::say))) {
      tell(
          progress,
          run(restore, DatabaseOptions.of(mySql.database(Installation.DATABASE)), progress));
      putTemporalAside(data, progress);
    }
    database
        .masterKeyFile()
        .filter(key -> !Files.exists(key))
        .ifPresent(
            key ->
                progress.say(
                    "The master key was not in the backup: put its file at " + key + " first."));
    progress.say("Start it with ./wardbell up --data " + data);
  }

  private RestoreSummary run(
      DatabaseRestore restore, DatabaseSettings settings, ProgressLines progress) {
    MasterKeyCopy key = restore.masterKey();
    Path place = keyFile(key);
    if (key != null && place != null) {
      // Before the database is touched: without its key it would be of no use.
      String problem = key.putInto(place);
      if (problem != null) {
        throw new CannotStart(problem, null);
      }
    }
    RestoreSummary restored = restore.into(settings, hold);
    if (key != null && place != null) {
      // Not before: a database that refuses the backup makes the key in that place moot.
      progress.say("The master key is in " + place + ".");
    }
    return restored;
  }

  private @Nullable Path keyFile(@Nullable MasterKeyCopy key) {
    Optional<Path> place = database.masterKeyFile();
    if (key != null && place.isEmpty()) {
      throw new CannotStart(
          "The master key is in this backup: say where to write it with --master-key-file.", null);
    }
    return place.orElse(null);
  }

  private void tell(ProgressLines progress, RestoreSummary restored) {
    progress.say(
        "Restored. Open when the backup was made, and perhaps sent since: %,d deliveries, and those of %,d events. They are sent again%s."
            .formatted(
                restored.openDeliveries(),
                restored.undispatchedEvents(),
                hold ? " once you resume their webhooks" : " when Wardbell starts"));
    if (hold) {
      progress.say("%,d webhooks are paused.".formatted(restored.pausedWebhooks()));
    }
  }

  /** Workflows of another life are of no use here; the rows start those that are needed. */
  private static void putTemporalAside(Path data, ProgressLines progress) {
    Path temporal = data.resolve("temporal");
    if (!Files.exists(temporal)) {
      return;
    }
    Path aside = data.resolve("temporal-before-restore-" + UUID.randomUUID());
    try {
      Files.move(temporal, aside);
      progress.say("Temporal begins anew. What it kept is in " + aside + ", and may be deleted.");
    } catch (IOException e) {
      throw new CannotStart(
          "The folder " + temporal + " cannot be moved: delete it before the next start.", e);
    }
  }
}
