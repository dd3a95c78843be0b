package org.wardbell.activities.backup;

import java.util.List;
import java.util.stream.Collectors;

/**
 * A table of a backup: its name, and the columns that its rows have values of, in order. What the
 * database computes itself is no column here.
 */
record BackupTable(String name, List<Column> columns) {
  BackupTable {
    columns = List.copyOf(columns);
  }

  /**
   * A column.
   *
   * @param binary whether its values are bytes; all others are text in UTF-8, as MySQL writes them
   */
  record Column(String name, boolean binary) {}

  /** Returns whether it is of a version that did not seal subjects, or has not done so yet. */
  boolean hasPlainSubjects() {
    return columns.stream().anyMatch(column -> column.name().equals("subject"))
        && (name.equals("event") || name.equals("delivery"));
  }

  /** Returns the names of the columns as a list of an SQL statement. */
  String columnList() {
    return columns.stream().map(column -> quoted(column.name())).collect(Collectors.joining(", "));
  }

  /** Returns a name as an SQL statement has it. */
  static String quoted(String name) {
    return "`" + name.replace("`", "``") + "`";
  }
}
