package org.wardbell.activities.backup;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collections;
import org.jspecify.annotations.Nullable;

/** The loader of a backup's rows, many in a statement and a transaction, but never too many. */
final class RowLoader implements BackupSink, AutoCloseable {
  /** Rows of one transaction. */
  private static final int MOST_ROWS = 500;

  /** Bytes of one transaction; a statement may have 64 MiB, and a row 16 of them. */
  private static final long MOST_BYTES = 4 << 20;

  private final Connection connection;
  private final BackupProgress progress;
  private @Nullable BackupTable table;
  private @Nullable PreparedStatement insert;
  private int rows;
  private long bytes;

  RowLoader(Connection connection, BackupProgress progress) throws SQLException {
    this.connection = connection;
    this.progress = progress;
    try (Statement statement = connection.createStatement()) {
      // The rows come from a database that has checked both.
      statement.execute("set foreign_key_checks = 0, unique_checks = 0");
    }
    connection.setAutoCommit(false);
  }

  @Override
  public void row(BackupTable of, byte[] @Nullable [] values, long count) throws SQLException {
    PreparedStatement into = insertInto(of);
    for (int i = 0; i < values.length; i++) {
      byte @Nullable [] value = values[i];
      if (value == null || of.columns().get(i).binary()) {
        into.setBytes(i + 1, value);
      } else {
        into.setString(i + 1, new String(value, StandardCharsets.UTF_8));
      }
      bytes += value == null ? 0 : value.length;
    }
    into.addBatch();
    rows++;
    if (rows == MOST_ROWS || bytes >= MOST_BYTES) {
      flush();
      progress.reached(of.name(), count);
    }
  }

  private PreparedStatement insertInto(BackupTable of) throws SQLException {
    if (insert != null && of.equals(table)) {
      return insert;
    }
    flush();
    closeStatement();
    table = of;
    insert =
        connection.prepareStatement(
            "insert into %s (%s) values (%s)"
                .formatted(
                    BackupTable.quoted(of.name()),
                    of.columnList(),
                    String.join(", ", Collections.nCopies(of.columns().size(), "?"))));
    return insert;
  }

  /** Commits what has been taken so far. */
  void flush() throws SQLException {
    if (insert != null && rows > 0) {
      insert.executeBatch();
      connection.commit();
    }
    rows = 0;
    bytes = 0;
  }

  private void closeStatement() throws SQLException {
    if (insert != null) {
      insert.close();
      insert = null;
    }
  }

  @Override
  public void close() throws SQLException {
    closeStatement();
    connection.rollback();
    connection.setAutoCommit(true);
  }
}
