package org.wardbell.activities.database;

import com.mysql.cj.conf.ConnectionUrlParser;
import com.mysql.cj.conf.PropertyKey;
import com.mysql.cj.jdbc.NonRegisteringDriver;
import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.SQLNonTransientConnectionException;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * New connections to the database server, each set up alike, whatever the server's defaults are and
 * the URL says: with UTC, full Unicode and a strict SQL mode. What decides on speed and patience is
 * the operator's if the URL names it.
 */
final class ServerConnections implements DataSource {
  private static final String SOCKET_TIMEOUT = "socketTimeout";

  /** Wins over the URL: with other values what is stored would be something else. */
  private static final Map<String, String> OURS =
      Map.of(
          "connectionTimeZone", "UTC",
          "forceConnectionTimeZoneToSession", "true",
          "characterEncoding", "UTF-8",
          // The server then refuses what does not fit into a column, instead of cutting it.
          "jdbcCompliantTruncation", "true",
          "useLocalSessionState", "true",
          "elideSetAutoCommits", "true");

  /** The URL may say otherwise. */
  private static final Map<String, String> DEFAULTS =
      Map.of(
          "rewriteBatchedStatements",
          "true",
          "cachePrepStmts",
          "true",
          "prepStmtCacheSize",
          "250",
          "prepStmtCacheSqlLimit",
          "8192",
          // For the handshake too, which takes long where a server looks up names in vain.
          "connectTimeout",
          "15000",
          SOCKET_TIMEOUT,
          "60000",
          "tcpKeepAlive",
          "true");

  /**
   * The mode is MySQL 8's default, which its owner may have changed for another program; our
   * statements are written for it. Migrations name no engine.
   */
  private static final String SESSION =
      "sql_mode='STRICT_TRANS_TABLES,ONLY_FULL_GROUP_BY,NO_ZERO_IN_DATE,NO_ZERO_DATE,"
          + "ERROR_FOR_DIVISION_BY_ZERO,NO_ENGINE_SUBSTITUTION',default_storage_engine=InnoDB"
          // In seconds, instead of the server's 50: whoever waits for another's lock for longer
          // rolls back and begins again, and lets go of the locks that it holds itself.
          + ",innodb_lock_wait_timeout=3";

  private static final int POOL_PATIENCE_SECONDS = 3;

  /** MySQL 8's own; servers that are not MySQL do not know it. */
  private static final String COLLATION = "utf8mb4_0900_ai_ci";

  private static final String SSL_MODE = "sslMode";

  private static final String SESSION_VARIABLES = "sessionVariables";

  private final NonRegisteringDriver driver;
  private final String url;
  private final Properties plain = new Properties();
  private final Properties properties = new Properties();

  ServerConnections(DatabaseSettings settings) {
    this.url = settings.url();
    try {
      this.driver = new NonRegisteringDriver();
    } catch (SQLException e) {
      throw new IllegalStateException("The driver cannot be made", e);
    }
    Map<String, String> named = named(url);
    DEFAULTS.forEach((name, value) -> plain.setProperty(name, named.getOrDefault(name, value)));
    if (settings.authorities() != null) {
      plain.setProperty(SSL_MODE, named.getOrDefault(SSL_MODE, "VERIFY_IDENTITY"));
      AuthoritiesFile.use(settings.authorities(), plain);
    }
    plain.setProperty("user", settings.user());
    plain.setProperty("password", settings.password());
    OURS.forEach(plain::setProperty);
    properties.putAll(plain);
    properties.setProperty("connectionCollation", COLLATION);
    String theirs = named.get(SESSION_VARIABLES);
    properties.setProperty(
        SESSION_VARIABLES, theirs == null || theirs.isBlank() ? SESSION : theirs + "," + SESSION);
  }

  /**
   * Returns connections whose statements may take their time, whatever the URL says: to add an
   * index to a large table takes minutes, and who gives up leaves half of a schema.
   */
  static ServerConnections forMigrations(DatabaseSettings settings) {
    ServerConnections patient = new ServerConnections(settings);
    patient.plain.setProperty(SOCKET_TIMEOUT, "0");
    patient.properties.setProperty(SOCKET_TIMEOUT, "0");
    return patient;
  }

  /** Returns the parameters of the URL by their names, of which some have several. */
  private static Map<String, String> named(String url) {
    Map<String, String> named = new TreeMap<>();
    if (ConnectionUrlParser.isConnectionStringSupported(url)) {
      ConnectionUrlParser.parseConnectionString(url)
          .getProperties()
          .forEach((name, value) -> named.put(PropertyKey.normalizeCase(name), value));
    }
    return named;
  }

  @Override
  public Connection getConnection() throws SQLException {
    return connect(properties);
  }

  /**
   * Returns a connection without our collation and session variables, to find out what server this
   * is: one that is not MySQL would refuse these with a riddle.
   */
  Connection plainConnection() throws SQLException {
    return connect(plain);
  }

  private Connection connect(Properties parameters) throws SQLException {
    Connection connection = driver.connect(url, (Properties) parameters.clone());
    if (connection == null) {
      throw new SQLNonTransientConnectionException(
          "The database's URL must look like jdbc:mysql://host:3306/wardbell");
    }
    return connection;
  }

  /** Refuses, because there is one account. */
  @Override
  public Connection getConnection(String user, String password) throws SQLException {
    throw new SQLFeatureNotSupportedException("There is one account.");
  }

  @Override
  public @Nullable PrintWriter getLogWriter() {
    return null;
  }

  @Override
  public void setLogWriter(@Nullable PrintWriter out) {
    // Nothing is written.
  }

  /** Does nothing: a pool would set its own patience, which is too short for a handshake. */
  @Override
  public void setLoginTimeout(int seconds) {
    // See connectTimeout.
  }

  /** Returns how long a pool that closes waits for a connection that is being made. */
  @Override
  public int getLoginTimeout() {
    return POOL_PATIENCE_SECONDS;
  }

  @Override
  public Logger getParentLogger() throws SQLFeatureNotSupportedException {
    throw new SQLFeatureNotSupportedException("Not with java.util.logging.");
  }

  @Override
  public <T> T unwrap(Class<T> type) throws SQLException {
    if (type.isInstance(this)) {
      return type.cast(this);
    }
    throw new SQLException("This is no " + type.getName());
  }

  @Override
  public boolean isWrapperFor(Class<?> type) {
    return type.isInstance(this);
  }
}
