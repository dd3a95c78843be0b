package org.wardbell.activities.backup;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.wardbell.activities.database.Database;

/**
 * The database into which a backup goes. It has to be empty, apart from what an unfinished restore
 * left, or a server that nobody has used. While it is filled it has a table that keeps servers from
 * working with it.
 */
final class RestoreTarget {
  private static final String HISTORY = "flyway_schema_history";

  /** The first start of a server makes a clinic, so a database without one was never used. */
  private static final String CLINIC = "clinic";

  private static final String OUR_FIRST_MIGRATION = "V1__events_webhooks_deliveries.sql";

  /** The server ends a connection some moments after its client has closed it. */
  private static final Duration FAREWELL = Duration.ofSeconds(5);

  private final Connection connection;
  private final BackupHeader header;

  RestoreTarget(Connection connection, BackupHeader header) {
    this.connection = connection;
    this.header = header;
  }

  /**
   * Makes sure that nothing that matters is here, and that nobody else is; then removes the rest.
   *
   * @throws BackupRefusedException with what to do
   */
  void empty() throws SQLException {
    refuseCompany();
    List<String> tables =
        texts(
            "select table_name from information_schema.tables where table_schema = database()"
                + " and table_type = 'BASE TABLE'");
    if (tables.isEmpty()) {
      return;
    }
    if (!isOurs(tables) || !(tables.contains(Database.UNFINISHED) || isUnused(tables))) {
      throw new BackupRefusedException(
          "The database is not empty, and a restore overwrites nothing: name a new one (create database …), or a new data folder.");
    }
    execute("set foreign_key_checks = 0");
    for (String table : tables) {
      execute("drop table " + BackupTable.quoted(table));
    }
  }

  /** Another connection of this account is most likely a server that still runs. */
  private void refuseCompany() throws SQLException {
    long deadline = System.nanoTime() + FAREWELL.toNanos();
    int others = others();
    while (others > 0 && System.nanoTime() < deadline) {
      others = others();
    }
    if (others > 0) {
      throw new BackupRefusedException(
          "%d other connections use this database: stop every api and worker, then run this again."
              .formatted(others));
    }
  }

  private int others() throws SQLException {
    // The server pauses between the looks, so that it can end what was closed.
    return texts(
            "select p.id, sleep(0.1) from information_schema.processlist p"
                + " where p.db = database() and p.id <> connection_id()")
        .size();
  }

  private boolean isOurs(List<String> tables) throws SQLException {
    Set<String> known = new HashSet<>(DatabaseSnapshot.LEFT_OUT);
    header.tables().forEach(table -> known.add(small(table.name())));
    known.add(Database.UNFINISHED);
    return tables.stream().allMatch(table -> known.contains(small(table)))
        && tables.contains(HISTORY)
        && !texts(
                "select script from %s where script = '%s'".formatted(HISTORY, OUR_FIRST_MIGRATION))
            .isEmpty();
  }

  private boolean isUnused(List<String> tables) throws SQLException {
    return !tables.contains(CLINIC) || texts("select 1 from clinic limit 1").isEmpty();
  }

  private static String small(String name) {
    return name.toLowerCase(Locale.ROOT);
  }

  /** Marks it as unfinished, and removes the rows that migrations made: the backup has them. */
  void begin() throws SQLException {
    execute(
        "create table %s (backup_id varchar(36) not null primary key)"
            .formatted(Database.UNFINISHED));
    execute("insert into %s values ('%s')".formatted(Database.UNFINISHED, header.id()));
    execute("set foreign_key_checks = 0");
    Set<String> there =
        texts("select table_name from information_schema.tables where table_schema = database()")
            .stream()
            .collect(Collectors.toSet());
    for (BackupTable table : header.tables()) {
      if (there.contains(table.name())) {
        execute("truncate table " + BackupTable.quoted(table.name()));
      }
    }
  }

  /** Lets servers work with it. */
  void finish() throws SQLException {
    execute("drop table " + Database.UNFINISHED);
  }

  private void execute(String statement) throws SQLException {
    try (Statement each = connection.createStatement()) {
      each.execute(statement);
    }
  }

  private List<String> texts(String query) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(query)) {
      List<String> texts = new ArrayList<>();
      while (rows.next()) {
        texts.add(rows.getString(1));
      }
      return texts;
    }
  }
}
