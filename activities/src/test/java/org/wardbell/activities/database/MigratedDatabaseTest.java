package org.wardbell.activities.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.wardbell.embedded.mysql.MySqlDatabase;
import org.wardbell.embedded.mysql.TemporaryMySql;

/** What most tests run on is what the migrations make. */
@Tag("servers")
final class MigratedDatabaseTest {
  /** Everything of a schema that information_schema tells and that is not another's or a time. */
  private static final List<String> QUERIES =
      List.of(
          "select default_character_set_name, default_collation_name from information_schema.schemata where schema_name = database()",
          "select table_name, table_type, engine, row_format, table_collation, create_options, table_comment from information_schema.tables where table_schema = database() order by 1",
          "select table_name, column_name, ordinal_position, column_default, is_nullable, column_type, character_set_name, collation_name, column_key, extra, generation_expression, column_comment from information_schema.columns where table_schema = database() order by 1, 3",
          "select table_name, index_name, seq_in_index, column_name, non_unique, collation, sub_part, index_type, is_visible, expression from information_schema.statistics where table_schema = database() order by 1, 2, 3",
          "select table_name, constraint_name, constraint_type from information_schema.table_constraints where table_schema = database() order by 1, 2",
          "select table_name, constraint_name, referenced_table_name, update_rule, delete_rule from information_schema.referential_constraints where constraint_schema = database() order by 1, 2",
          "select constraint_name, check_clause from information_schema.check_constraints where constraint_schema = database() order by 1",
          "select trigger_name, event_manipulation, event_object_table, action_timing, action_statement from information_schema.triggers where trigger_schema = database() order by 1",
          "select table_name from information_schema.views where table_schema = database() order by 1",
          "select routine_name, routine_type from information_schema.routines where routine_schema = database() order by 1",
          "select version, script, checksum, success from flyway_schema_history order by installed_rank");

  /** Rows that a test makes, and those that migrations make. */
  private static final List<String> ROWS =
      List.of(
          "select * from clinic",
          "select * from statistics_generation",
          "select version, script, checksum, success from flyway_schema_history order by installed_rank");

  @Test
  void copy_isWhatTheMigrationsMake_andHasNoOthersRows() throws SQLException {
    MySqlDatabase migrated = TemporaryMySql.shared().createDatabase();
    MigratedDatabase.migrate(migrated);
    MySqlDatabase used = MigratedDatabase.create();
    execute(
        used,
        "insert into clinic (id, name, time_zone, created_at) values (unhex(repeat('1', 32)), 'Riverside', 'UTC', now(6))");

    MySqlDatabase copy = MigratedDatabase.create();

    assertThat(rows(copy, QUERIES)).isEqualTo(rows(migrated, QUERIES));
    List<String> counts = List.of("select count(*) from clinic", "select count(*) from delivery");
    assertThat(rows(copy, counts))
        .allSatisfy(each -> assertThat(each).containsExactly(List.of("0")));
  }

  @Test
  void lent_afterItWasGivenBack_isTheSameAsACopy_unlessSomebodyIsConnected() throws SQLException {
    MySqlDatabase lent = MigratedDatabase.lend();
    execute(
        lent,
        "insert into clinic (id, name, time_zone, created_at) values (unhex(repeat('1', 32)), 'Riverside', 'UTC', now(6))");
    MigratedDatabase.giveBack(lent);
    MySqlDatabase again = MigratedDatabase.lend();
    assertThat(again.jdbcUrl()).isEqualTo(lent.jdbcUrl());
    assertThat(rows(again, ROWS)).isEqualTo(rows(MigratedDatabase.create(), ROWS));

    MigratedDatabase.giveBack(again);
    try (Connection _ = connect(again)) {
      assertThat(MigratedDatabase.lend().jdbcUrl()).isNotEqualTo(again.jdbcUrl());
    }
  }

  private static void execute(MySqlDatabase database, String statement) throws SQLException {
    try (Connection connection = connect(database)) {
      connection.createStatement().executeUpdate(statement);
    }
  }

  private static List<List<List<@Nullable String>>> rows(
      MySqlDatabase database, List<String> queries) throws SQLException {
    try (Connection connection = connect(database)) {
      List<List<List<@Nullable String>>> all = new ArrayList<>();
      for (String query : queries) {
        all.add(Migrations.rows(connection, query));
      }
      return all;
    }
  }

  private static Connection connect(MySqlDatabase database) throws SQLException {
    return new ServerConnections(
            new DatabaseSettings(database.jdbcUrl(), database.user(), database.password(), 1))
        .getConnection();
  }
}
