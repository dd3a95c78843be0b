package org.wardbell.activities.backup;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.flywaydb.core.api.MigrationVersion;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.wardbell.activities.audit.SchemaMigration;
import org.wardbell.activities.crypto.MasterKeyCopy;
import org.wardbell.activities.database.Database;
import org.wardbell.activities.database.DatabaseSettings;
import org.wardbell.activities.database.PlainColumns;
import org.wardbell.activities.database.RefusedStart;

/**
 * The way of a backup into an empty database. First all of the file is read, so that one that was
 * cut or changed changes nothing here. Then the schema is made as it was, filled, and brought up to
 * date. Whatever ends it half-way, the next one begins anew, and no server works with the half.
 */
public final class DatabaseRestore {
  private final BackupFile file;
  private final BackupProgress progress;
  private final Consumer<String> sentences;

  /**
   * @param progress hears of rows
   * @param sentences are for the operator
   */
  public DatabaseRestore(BackupFile file, BackupProgress progress, Consumer<String> sentences) {
    this.file = file;
    this.progress = progress;
    this.sentences = sentences;
  }

  /** Returns the master key that is in the backup, or null. */
  public @Nullable MasterKeyCopy masterKey() {
    String text = file.header().masterKey();
    return text == null ? null : MasterKeyCopy.ofText(text);
  }

  /**
   * Restores.
   *
   * @param hold whether all webhooks are paused, so that nothing is sent until a person says so
   * @throws BackupRefusedException if the file, or the database, is not fit for it
   * @throws RefusedStart if the database cannot be used
   */
  public RestoreSummary into(DatabaseSettings settings, boolean hold) {
    BackupSummary backup = file.check(progress);
    sentences.accept(
        "The backup is whole: %,d rows of %s.".formatted(backup.rows(), backup.snapshotAt()));
    DataSource database = Database.connections(settings, sentences::accept);
    String newest = Database.schemaVersion(settings);
    if (MigrationVersion.fromVersion(backup.schema()).isNewerThan(newest)) {
      throw new BackupRefusedException(
          "The backup's schema is of version %s, and this version of Wardbell knows %s at most: restore it with the version that wrote it, %s, or a newer one."
              .formatted(backup.schema(), newest, backup.product()));
    }
    try (Connection connection = database.getConnection()) {
      RestoreTarget target = new RestoreTarget(connection, file.header());
      target.empty();
      Database.migrateTo(settings, backup.schema());
      if (file.header().tables().stream().noneMatch(BackupTable::hasPlainSubjects)) {
        PlainColumns.dropUnused(DSL.using(connection, SQLDialect.MYSQL));
      }
      target.begin();
      load(connection);
      RestoreSummary summary = complete(settings, backup, hold);
      target.finish();
      return summary;
    } catch (SQLException e) {
      // The server's message could quote a row.
      throw new BackupRefusedException(
          "The database does not take the backup (SQLSTATE %s, %d): check its disk and its settings, then run this again."
              .formatted(e.getSQLState(), e.getErrorCode()),
          e);
    }
  }

  private void load(Connection connection) throws SQLException {
    try (RowLoader loader = new RowLoader(connection, progress)) {
      file.read(loader);
      loader.flush();
    }
  }

  private RestoreSummary complete(DatabaseSettings settings, BackupSummary backup, boolean hold) {
    try (Database restored = Database.openRestored(settings, sentences::accept)) {
      SchemaMigration.complete(restored).sentences().forEach(sentences);
      int paused = Restorations.goOn(restored.dsl(), backup.snapshotAt(), hold);
      return Restorations.record(restored.dsl(), backup, file.header().id(), hold, paused);
    }
  }
}
