package org.wardbell.activities.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The checks of a database server before anything is written to it: whether it is one that Wardbell
 * works on, and what its owner has to change. What a session can set for itself is not checked, but
 * set: see {@link ServerConnections}.
 */
final class DatabaseChecks {
  /** The oldest that the tests run on. */
  private static final MySqlVersion OLDEST = new MySqlVersion(8, 0, 31);

  private static final int NO_PRIVILEGE_FOR_TABLE = 1142;
  private static final int NO_PRIVILEGE = 1227;
  private static final int NO_ACCESS_TO_DATABASE = 1044;

  private DatabaseChecks() {}

  /** A version of MySQL; comparable by its numbers. */
  record MySqlVersion(int major, int minor, int patch) {
    private static final Pattern NUMBERS = Pattern.compile("^(\\d+)\\.(\\d+)\\.(\\d+)");

    static MySqlVersion of(String version) {
      Matcher numbers = NUMBERS.matcher(version);
      return numbers.find()
          ? new MySqlVersion(
              Integer.parseInt(numbers.group(1)),
              Integer.parseInt(numbers.group(2)),
              Integer.parseInt(numbers.group(3)))
          : new MySqlVersion(0, 0, 0);
    }

    boolean isBefore(MySqlVersion other) {
      if (major != other.major) {
        return major < other.major;
      }
      return minor == other.minor ? patch < other.patch : minor < other.minor;
    }

    @Override
    public String toString() {
      return major + "." + minor + "." + patch;
    }
  }

  /**
   * Returns what stands against this kind of server, one sentence each; none if it is MySQL, and
   * new enough.
   *
   * @param version what {@code version()} says
   * @param comment what {@code @@version_comment} says
   */
  static List<String> ofVersion(String version, String comment) {
    String both = (version + " " + comment).toLowerCase(Locale.ROOT);
    for (String other : List.of("mariadb", "tidb")) {
      if (both.contains(other)) {
        return List.of(
            "This database server is "
                + (other.equals("mariadb") ? "MariaDB" : "TiDB")
                + " ("
                + version
                + "), and Wardbell works on MySQL only: give it a MySQL "
                + OLDEST
                + " or newer of its own, beside the other one, or start without --database-url.");
      }
    }
    MySqlVersion found = MySqlVersion.of(version);
    return found.isBefore(OLDEST)
        ? List.of(
            "This MySQL is too old ("
                + version
                + "): Wardbell needs "
                + OLDEST
                + " or newer, so update it.")
        : List.of();
  }

  /** Returns what stands against this server, one sentence each; none if all is well. */
  static List<String> of(Connection connection) throws SQLException {
    List<@Nullable String> server =
        Migrations.rows(connection, "select version(), @@version_comment, database()").getFirst();
    List<String> problems =
        new ArrayList<>(ofVersion(String.valueOf(server.get(0)), String.valueOf(server.get(1))));
    if (!problems.isEmpty()) {
      return problems;
    }
    Map<String, String> variables = variables(connection);
    if ("ON".equalsIgnoreCase(variables.get("read_only"))) {
      problems.add(
          "This MySQL takes no writes (read_only is on): name the primary server, not a replica.");
    }
    if ("ON".equalsIgnoreCase(variables.get("log_bin"))
        && "STATEMENT".equalsIgnoreCase(variables.get("binlog_format"))) {
      problems.add(
          "This MySQL writes its binary log in the format STATEMENT, which refuses transactions of"
              + " READ COMMITTED: set binlog_format=ROW.");
    }
    if (server.get(2) == null) {
      problems.add("The URL names no database: write jdbc:mysql://host:3306/wardbell.");
    }
    return problems;
  }

  /** Returns the server's variables that matter; newer versions may lack some. */
  private static Map<String, String> variables(Connection connection) throws SQLException {
    Map<String, String> variables = new TreeMap<>();
    for (List<@Nullable String> row :
        Migrations.rows(
            connection,
            "show global variables"
                + " where variable_name in ('read_only', 'log_bin', 'binlog_format')")) {
      variables.put(String.valueOf(row.getFirst()), String.valueOf(row.getLast()));
    }
    return variables;
  }

  /** Returns what the account lacks to change the schema; it tries, with a table that it drops. */
  static List<String> ofPrivileges(Connection connection) throws SQLException {
    String table = "wardbell_try_" + UUID.randomUUID().toString().replace("-", "");
    try (Statement statement = connection.createStatement()) {
      statement.execute("create table " + table + " (id int primary key, other int)");
      statement.execute("alter table " + table + " add key other (other)");
      statement.execute("insert into " + table + " values (1, 1)");
      statement.execute("update " + table + " set other = 2 where id = 1");
      statement.execute("delete from " + table);
      statement.execute("drop table " + table);
      return List.of();
    } catch (SQLException failure) {
      if (isPrivilege(failure)) {
        return List.of(
            "The account may not do everything in its database, which a new version needs: grant all"
                + " on wardbell.* to it (of the database that the URL names).");
      }
      throw failure;
    }
  }

  private static boolean isPrivilege(SQLException failure) {
    return switch (failure.getErrorCode()) {
      case NO_PRIVILEGE_FOR_TABLE, NO_PRIVILEGE, NO_ACCESS_TO_DATABASE -> true;
      default -> false;
    };
  }
}
