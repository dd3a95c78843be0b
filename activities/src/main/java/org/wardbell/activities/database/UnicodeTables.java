package org.wardbell.activities.database;

import java.sql.SQLException;
import org.flywaydb.core.api.MigrationVersion;
import org.flywaydb.core.api.migration.Context;
import org.flywaydb.core.api.migration.JavaMigration;
import org.jspecify.annotations.Nullable;

/**
 * The migration that makes every text column hold every character, whatever the database's default
 * was when its table was made. In Java, because which columns it has to change depends on that.
 */
final class UnicodeTables implements JavaMigration {
  @Override
  public MigrationVersion getVersion() {
    return MigrationVersion.fromVersion("14");
  }

  @Override
  public String getDescription() {
    return "every table is utf8mb4";
  }

  @Override
  public @Nullable Integer getChecksum() {
    return null;
  }

  /** Returns false: MySQL commits each change of a table by itself; it may be run again. */
  @Override
  public boolean canExecuteInTransaction() {
    return false;
  }

  @Override
  public void migrate(Context context) throws SQLException {
    TextColumns.makeUnicode(context.getConnection());
  }
}
