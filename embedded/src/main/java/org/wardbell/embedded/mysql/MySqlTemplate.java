package org.wardbell.embedded.mysql;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.wardbell.embedded.process.EmbeddedServerException;

/**
 * A database that was filled once, of which tests get copies: the same tables and rows, in a
 * fraction of the time that dozens of migrations take. It has to be without views, triggers and
 * routines.
 */
public final class MySqlTemplate {
  private static final String SEVERAL_STATEMENTS = "&allowMultiQueries=true";

  /** A file for each of dozens of tables takes four times as long to make. */
  private static final String IN_THE_COMMON_FILE = " tablespace innodb_system";

  private final Supplier<MySqlDatabase> empty;
  private final String script;

  private MySqlTemplate(Supplier<MySqlDatabase> empty, String script) {
    this.empty = empty;
    this.script = script;
  }

  /**
   * Fills a database and remembers what is in it.
   *
   * @param empty makes databases, all on one server
   */
  static MySqlTemplate of(Supplier<MySqlDatabase> empty, Consumer<MySqlDatabase> fill) {
    MySqlDatabase filled = empty.get();
    fill.accept(filled);
    try (Connection connection = connect(filled)) {
      return new MySqlTemplate(empty, script(connection));
    } catch (SQLException failure) {
      throw new EmbeddedServerException("The template database cannot be read.", failure);
    }
  }

  /** Returns a new database with the template's tables and rows. */
  public MySqlDatabase copy() {
    MySqlDatabase copy = empty.get();
    try (Connection connection = connect(copy);
        Statement statement = connection.createStatement()) {
      statement.execute(script);
      return copy;
    } catch (SQLException failure) {
      throw new EmbeddedServerException("The template database cannot be copied.", failure);
    }
  }

  private static Connection connect(MySqlDatabase database) throws SQLException {
    return DriverManager.getConnection(
        database.jdbcUrl() + SEVERAL_STATEMENTS, database.user(), database.password());
  }

  /** Returns the statements that make the same in the database that a connection is in. */
  private static String script(Connection template) throws SQLException {
    String from = template.getCatalog();
    List<String> script = new ArrayList<>();
    script.addAll(
        texts(
            template,
            "select concat('alter database character set ', default_character_set_name, ' collate ', default_collation_name) from information_schema.schemata where schema_name = database()"));
    script.add("set foreign_key_checks = 0"); // Tables come by their names.
    List<String> tables =
        texts(
            template,
            "select table_name from information_schema.tables where table_schema = database() order by table_name");
    for (String table : tables) {
      script.add(made(template, table) + IN_THE_COMMON_FILE);
      if (!texts(template, "select 1 from `" + table + "` limit 1").isEmpty()) {
        String columns = stored(template, table);
        script.add(
            "insert into `%s` (%s) select %s from `%s`.`%s`"
                .formatted(table, columns, columns, from, table));
      }
    }
    return String.join(";\n", script);
  }

  private static String made(Connection template, String table) throws SQLException {
    try (Statement statement = template.createStatement();
        ResultSet row = statement.executeQuery("show create table `" + table + "`")) {
      row.next();
      return row.getString(2);
    }
  }

  /** Returns the columns that are no function of others. */
  private static String stored(Connection template, String table) throws SQLException {
    return String.join(
        ", ",
        texts(
            template,
            "select concat('`', column_name, '`') from information_schema.columns where table_schema = database() and table_name = '%s' and generation_expression = '' order by ordinal_position"
                .formatted(table)));
  }

  private static List<String> texts(Connection connection, String query) throws SQLException {
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
