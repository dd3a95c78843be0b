package org.wardbell.embedded.mysql;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.wardbell.embedded.process.EmbeddedServerException;

/**
 * A database that was filled once, of which tests get copies: the same tables and rows, in a
 * fraction of the time that dozens of migrations take. A test with few rows may lend one and give
 * it back, which takes a fraction of that again. It has to be without views, triggers and routines.
 */
public final class MySqlTemplate {
  private static final String SEVERAL_STATEMENTS = "&allowMultiQueries=true";

  /** The connections to a database, the one that asks among them. */
  private static final String CONNECTED =
      "select id from information_schema.processlist where db = database()";

  /** The server needs a moment to see that a connection was closed: 2 s on a busy machine. */
  private static final int LOOKS = 100;

  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(20);

  private static final String WITHOUT_ORDER =
      "set foreign_key_checks = 0"; // Tables come by their names.

  private final Supplier<MySqlDatabase> empty;
  private final String making;
  private final String restoring;
  private final Queue<MySqlDatabase> returned = new ConcurrentLinkedQueue<>();

  /**
   * @param making statements that make a copy in an empty database
   * @param restoring statements that make a used copy as it was
   */
  private MySqlTemplate(Supplier<MySqlDatabase> empty, String making, String restoring) {
    this.empty = empty;
    this.making = making;
    this.restoring = restoring;
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
      List<String> tables =
          texts(
              connection,
              "select table_name from information_schema.tables where table_schema = database() order by table_name");
      return new MySqlTemplate(empty, making(connection, tables), restoring(connection, tables));
    } catch (SQLException failure) {
      throw new EmbeddedServerException("The template database cannot be read.", failure);
    }
  }

  /** Returns a new database with the template's tables and rows. */
  public MySqlDatabase copy() {
    MySqlDatabase copy = empty.get();
    try (Connection connection = connect(copy);
        Statement statement = connection.createStatement()) {
      statement.execute(making);
      return copy;
    } catch (SQLException failure) {
      throw new EmbeddedServerException("The template database cannot be copied.", failure);
    }
  }

  /**
   * Returns a database with the template's tables and rows that another test may have used: what
   * the server has counted and numbered there goes on.
   */
  public MySqlDatabase lend() {
    MySqlDatabase used = returned.poll();
    return used != null && restored(used) ? used : copy();
  }

  /** Takes a copy back; nobody may use it any more. */
  public void giveBack(MySqlDatabase used) {
    returned.add(used);
  }

  /** Returns whether it is as it was; one to which somebody is still connected is left alone. */
  private boolean restored(MySqlDatabase used) {
    try (Connection connection = connect(used);
        Statement statement = connection.createStatement()) {
      for (int look = 0; texts(connection, CONNECTED).size() > 1; look++) {
        if (look == LOOKS) {
          return false;
        }
        Thread.sleep(BETWEEN_LOOKS);
      }
      statement.execute(restoring);
      return true;
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
      throw new EmbeddedServerException("Interrupted.", stopping);
    } catch (SQLException failure) {
      throw new EmbeddedServerException("A copy of the template cannot be restored.", failure);
    }
  }

  private static Connection connect(MySqlDatabase database) throws SQLException {
    return DriverManager.getConnection(
        database.jdbcUrl() + SEVERAL_STATEMENTS, database.user(), database.password());
  }

  /** Returns the statements that make the same in the database that a connection is in. */
  private static String making(Connection template, List<String> tables) throws SQLException {
    List<String> script = new ArrayList<>();
    script.addAll(
        texts(
            template,
            "select concat('alter database character set ', default_character_set_name, ' collate ', default_collation_name) from information_schema.schemata where schema_name = database()"));
    script.add(WITHOUT_ORDER);
    for (String table : tables) {
      script.add(made(template, table));
    }
    script.addAll(filling(template, tables));
    return String.join(";\n", script);
  }

  private static String restoring(Connection template, List<String> tables) throws SQLException {
    List<String> script = new ArrayList<>();
    script.add(WITHOUT_ORDER);
    for (String table : tables) {
      script.add("delete from `%s`".formatted(table));
    }
    script.addAll(filling(template, tables));
    return String.join(";\n", script);
  }

  /** Returns the statements that fill empty tables with the template's rows. */
  private static List<String> filling(Connection template, List<String> tables)
      throws SQLException {
    List<String> script = new ArrayList<>();
    for (String table : tables) {
      if (!texts(template, "select 1 from `" + table + "` limit 1").isEmpty()) {
        String columns = stored(template, table);
        script.add(
            "insert into `%s` (%s) select %s from `%s`.`%s`"
                .formatted(table, columns, columns, template.getCatalog(), table));
      }
    }
    return script;
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
