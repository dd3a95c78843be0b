package org.wardbell.activities.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.flywaydb.core.api.MigrationVersion;
import org.flywaydb.core.api.migration.Context;
import org.flywaydb.core.api.migration.JavaMigration;
import org.jspecify.annotations.Nullable;

/**
 * The migration that repairs times. Until then a server in another zone than UTC stored what it
 * knew itself (not what the database's clock said) shifted by its zone's offset. What is stored
 * twice tells by how much, see {@link WrittenTimes}; nothing is changed on a guess.
 */
final class TimesInUtc implements JavaMigration {
  static final MigrationVersion VERSION = MigrationVersion.fromVersion("13");

  private final @Nullable ZoneId writtenIn;

  /**
   * @param writtenIn the zone of the servers so far, or null: then that of this JVM, if it explains
   *     what is found
   */
  TimesInUtc(@Nullable ZoneId writtenIn) {
    this.writtenIn = writtenIn;
  }

  @Override
  public MigrationVersion getVersion() {
    return VERSION;
  }

  @Override
  public String getDescription() {
    return "times are in UTC";
  }

  @Override
  public @Nullable Integer getChecksum() {
    return null;
  }

  @Override
  public boolean canExecuteInTransaction() {
    return true;
  }

  @Override
  public void migrate(Context context) throws SQLException {
    ZoneId zone = zoneToRepair(context.getConnection());
    if (zone != null) {
      ShiftedTimes.repair(context.getConnection(), zone);
    }
  }

  /**
   * Returns the zone by which times are shifted, or null if they are right.
   *
   * @throws RefusedStart if they are shifted, and neither this JVM's zone nor the operator's word
   *     explains by how much
   */
  @Nullable ZoneId zoneToRepair(Connection connection) throws SQLException {
    if (writtenIn != null && WrittenTimes.isUtc(writtenIn)) {
      return null; // The operator says that they are right.
    }
    WrittenTimes written = WrittenTimes.read(connection);
    if (writtenIn == null && written.fit(ZoneOffset.UTC)) {
      return null;
    }
    ZoneId zone = writtenIn == null ? ZoneId.systemDefault() : writtenIn;
    if (written.fit(zone)) {
      return zone;
    }
    throw new RefusedStart(
        "Times in this database were stored by a server in another time zone ("
            + written.summary()
            + "), and the zone "
            + zone
            + " does not explain that. Start once with WARDBELL_DATABASE_WRITTEN_IN and the zone in"
            + " which that server ran, such as Asia/Kolkata, to have them repaired; or with"
            + " WARDBELL_DATABASE_WRITTEN_IN=UTC to leave them as they are.");
  }
}
