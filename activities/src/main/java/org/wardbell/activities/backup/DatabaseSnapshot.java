package org.wardbell.activities.backup;

import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * One moment of the database, seen by one transaction that only reads: it takes no locks, needs no
 * right but {@code select}, and nobody waits for it. MySQL keeps what is changed meanwhile in its
 * undo log until the transaction ends.
 */
final class DatabaseSnapshot implements AutoCloseable {
  /**
   * Tables that are left out, in small letters: the migrations make the first one, and the others
   * say who is here now.
   */
  static final Set<String> LEFT_OUT =
      Set.of(
          "flyway_schema_history", "spring_session", "spring_session_attributes", "worker_process");

  /** MySQL's "table definition has changed": a migration ran meanwhile. */
  private static final int CHANGED_TABLE = 1412;

  private static final String COLUMNS =
      """
      select c.table_name, c.column_name, c.data_type
        from information_schema.columns c join information_schema.tables t
          on t.table_schema = c.table_schema and t.table_name = c.table_name
       where c.table_schema = database() and t.table_type = 'BASE TABLE' and c.generation_expression = ''
       order by c.table_name, c.ordinal_position""";

  private static final String SCHEMA =
      "select version from flyway_schema_history where success order by installed_rank desc limit 1";

  /** The taker of one row. */
  @FunctionalInterface
  interface Rows {
    void row(byte[] @Nullable [] values) throws IOException, SQLException;
  }

  private final Connection connection;
  private final Instant at;
  private final String schema;
  private final List<BackupTable> tables;

  private DatabaseSnapshot(Connection connection) throws SQLException {
    this.connection = connection;
    execute("set session transaction isolation level repeatable read");
    // Before the snapshot, so that whatever was committed by then is in it.
    this.at = now();
    execute("start transaction with consistent snapshot, read only");
    this.schema = schemaVersion();
    this.tables = readTables();
  }

  /** Begins: what is committed later is not seen. */
  static DatabaseSnapshot begin(DataSource database) throws SQLException {
    Connection connection = database.getConnection();
    try {
      return new DatabaseSnapshot(connection);
    } catch (SQLException failure) {
      connection.close();
      throw failure;
    }
  }

  Instant at() {
    return at;
  }

  String schema() {
    return schema;
  }

  List<BackupTable> tables() {
    return tables;
  }

  private void execute(String statement) throws SQLException {
    try (Statement each = connection.createStatement()) {
      each.execute(statement);
    }
  }

  private Instant now() throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("select utc_timestamp(6)")) {
      row.next();
      return row.getObject(1, LocalDateTime.class).toInstant(ZoneOffset.UTC);
    }
  }

  private String schemaVersion() throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(SCHEMA)) {
      if (row.next()) {
        return row.getString(1);
      }
    } catch (SQLException failure) {
      throw new BackupRefusedException(
          "This database has no tables of Wardbell: name the one that Wardbell works with.",
          failure);
    }
    throw new BackupRefusedException("The migrations of this database have not come to their end.");
  }

  private List<BackupTable> readTables() throws SQLException {
    Map<String, List<BackupTable.Column>> found = new LinkedHashMap<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(COLUMNS)) {
      while (rows.next()) {
        if (!LEFT_OUT.contains(rows.getString(1).toLowerCase(Locale.ROOT))) {
          found
              .computeIfAbsent(rows.getString(1), name -> new ArrayList<>())
              .add(new BackupTable.Column(rows.getString(2), isBinary(rows.getString(3))));
        }
      }
    }
    return found.entrySet().stream()
        .map(each -> new BackupTable(each.getKey(), each.getValue()))
        .toList();
  }

  private static boolean isBinary(String type) {
    String small = type.toLowerCase(Locale.ROOT);
    return small.endsWith("binary") || small.endsWith("blob") || small.equals("bit");
  }

  /** Returns the values that are sealed with the master key itself: the wrapped data keys. */
  List<byte[]> wrappedKeys() throws SQLException {
    List<byte[]> wrapped = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("select fingerprint_ciphertext from data_key")) {
      while (rows.next()) {
        wrapped.add(rows.getBytes(1));
      }
    }
    return wrapped;
  }

  /** Returns how large the tables are, as MySQL estimates it; 0 if it does not answer. */
  long tableBytes() {
    try (Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "select coalesce(sum(data_length), 0) from information_schema.tables where table_schema = database()")) {
      return row.next() ? row.getLong(1) : 0;
    } catch (SQLException unknown) {
      return 0;
    }
  }

  /**
   * Reads all rows of a table in the order of its key. They come through the connection one by one,
   * as fast as they are taken, so memory holds one of them.
   */
  void read(BackupTable table, Rows rows) throws IOException, SQLException {
    int columns = table.columns().size();
    try (Statement statement =
        connection.createStatement(ResultSet.TYPE_FORWARD_ONLY, ResultSet.CONCUR_READ_ONLY)) {
      // How the driver is told not to collect the answer.
      statement.setFetchSize(Integer.MIN_VALUE);
      // A statement that is not prepared is answered in text, the same for every version of MySQL.
      try (ResultSet each =
          statement.executeQuery(
              "select %s from %s force index (primary)"
                  .formatted(table.columnList(), BackupTable.quoted(table.name())))) {
        while (each.next()) {
          byte[] @Nullable [] values = new byte[columns][];
          for (int i = 0; i < columns; i++) {
            values[i] = each.getBytes(i + 1);
          }
          rows.row(values);
        }
      }
    } catch (SQLException failure) {
      if (failure.getErrorCode() == CHANGED_TABLE) {
        throw new BackupRefusedException(
            "The schema was changed while the backup was made: make it again.", failure);
      }
      throw failure;
    }
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
