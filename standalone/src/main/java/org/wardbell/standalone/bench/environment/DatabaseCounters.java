package org.wardbell.standalone.bench.environment;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.wardbell.activities.database.DatabaseSettings;

/** The server's own MySQL, and what it counts; read between loads, never during one. */
public final class DatabaseCounters {
  private static final String USER = "wardbell";

  private final String url;
  private final String password;

  private DatabaseCounters(String url, String password) {
    this.url = url;
    this.password = password;
  }

  /** Returns those of the MySQL in a server's data folder, or null if it has none. */
  static @Nullable DatabaseCounters in(Path data) {
    String port = properties(data.resolve("ports.properties")).getProperty("mysql");
    String password = properties(data.resolve("mysql/credentials")).getProperty(USER);
    return port == null || password == null
        ? null
        : new DatabaseCounters("jdbc:mysql://127.0.0.1:" + port + "/wardbell", password);
  }

  /** Returns how to reach it, for what is filled in. */
  public DatabaseSettings settings(int connections) {
    return new DatabaseSettings(url, USER, password, connections);
  }

  private static Properties properties(Path file) {
    Properties properties = new Properties();
    if (Files.isRegularFile(file)) {
      try (Reader reader = Files.newBufferedReader(file)) {
        properties.load(reader);
      } catch (IOException e) {
        throw new BenchmarkException("Cannot read " + file + ": " + e.getMessage(), e);
      }
    }
    return properties;
  }

  /**
   * Counts since the server started.
   *
   * @param commits of events; those that share one are told by their time
   * @param statements that clients sent, each a round trip
   * @param workflows of events, as far as events name them
   */
  public record Counts(long commits, long statements, long workflows) {
    Counts minus(Counts before) {
      return new Counts(
          commits - before.commits, statements - before.statements, workflows - before.workflows);
    }
  }

  /** Reads them. */
  public Counts read() {
    try (Connection connection = DriverManager.getConnection(url, USER, password)) {
      return new Counts(
          number(connection, "select count(distinct accepted_at) from event", 1),
          number(connection, "show global status like 'Questions'", 2),
          number(connection, "select count(distinct workflow_id) from event", 1));
    } catch (SQLException e) {
      throw new BenchmarkException("MySQL does not say what it counts: " + e.getMessage(), e);
    }
  }

  /** Reads them, and returns what was added since. */
  public Counts since(Counts before) {
    return read().minus(before);
  }

  private static long number(Connection connection, String query, int column) throws SQLException {
    try (var statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(query)) {
      return rows.next() ? rows.getLong(column) : 0;
    }
  }
}
