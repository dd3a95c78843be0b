package org.wardbell.activities.backup;

/** The listener of a backup or a restore, called often. */
@FunctionalInterface
public interface BackupProgress {
  /** No listener. */
  BackupProgress NONE = (table, rows) -> {};

  /**
   * Hears how far it is.
   *
   * @param table the table that is being read or written
   * @param rows of that table so far
   */
  void reached(String table, long rows);
}
