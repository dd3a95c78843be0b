package org.wardbell.activities.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/**
 * The columns of text, and what they can hold. Columns whose migration names {@code ascii} or
 * {@code utf8mb4_bin} keep it; all others have MySQL 8's default.
 */
final class TextColumns {
  private static final String UNICODE = "character set utf8mb4 collate utf8mb4_0900_ai_ci";

  private static final String DATABASE =
      """
      select default_character_set_name, default_collation_name
      from information_schema.schemata where schema_name = database()
      """;

  /** In the order of a table's columns. */
  private static final String COLUMNS =
      """
      select c.table_name, c.column_name, c.column_type, c.is_nullable, c.column_default
      from information_schema.columns c
      join information_schema.tables t using (table_schema, table_name)
      where c.table_schema = database() and t.table_type = 'BASE TABLE'
        and c.table_name <> 'flyway_schema_history'
        and c.collation_name is not null
        and c.collation_name not in ('utf8mb4_0900_ai_ci', 'utf8mb4_bin', 'ascii_bin')
      order by c.table_name, c.ordinal_position
      """;

  private static final String TABLES =
      """
      select table_name from information_schema.tables
      where table_schema = database() and table_type = 'BASE TABLE'
        and table_name <> 'flyway_schema_history'
        and table_collation <> 'utf8mb4_0900_ai_ci'
      order by table_name
      """;

  private TextColumns() {}

  /** Makes tables to come hold every character, unless they say otherwise. */
  static void makeUnicodeTheDefault(Connection connection) throws SQLException {
    List<List<@Nullable String>> found = Migrations.rows(connection, DATABASE);
    if (!found.equals(List.of(List.of("utf8mb4", "utf8mb4_0900_ai_ci")))) {
      execute(connection, "alter database " + UNICODE);
    }
  }

  /** Changes every column that cannot hold every character, and each table's default. */
  static void makeUnicode(Connection connection) throws SQLException {
    Map<String, StringJoiner> changes = new LinkedHashMap<>();
    for (List<@Nullable String> row : Migrations.rows(connection, TABLES)) {
      changes(changes, row.get(0)).add("default " + UNICODE);
    }
    for (List<@Nullable String> row : Migrations.rows(connection, COLUMNS)) {
      changes(changes, row.get(0)).add(change(row));
    }
    for (StringJoiner table : changes.values()) {
      execute(connection, table.toString());
    }
  }

  private static StringJoiner changes(
      Map<String, StringJoiner> changes, @Nullable String tableName) {
    String table = Objects.requireNonNull(tableName, "a table has a name");
    return changes.computeIfAbsent(
        table, name -> new StringJoiner(", ", "alter table `" + name + "` ", ""));
  }

  private static String change(List<@Nullable String> column) {
    String value = column.get(4);
    return "modify `%s` %s %s %s%s"
        .formatted(
            column.get(1),
            column.get(2),
            UNICODE,
            "YES".equals(column.get(3)) ? "null" : "not null",
            value == null ? "" : " default '" + value.replace("'", "''") + "'");
  }

  private static void execute(Connection connection, String change) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(change);
    }
  }
}
