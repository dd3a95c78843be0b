package org.wardbell.activities.backup;

import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** The taker of a backup's rows, table by table. */
@FunctionalInterface
interface BackupSink {
  /**
   * Takes a row.
   *
   * @param values of the table's columns, in order
   * @param count how many rows of this table have been read, this one included
   */
  void row(BackupTable table, byte[] @Nullable [] values, long count) throws SQLException;
}
