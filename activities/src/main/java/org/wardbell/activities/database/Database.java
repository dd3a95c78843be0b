package org.wardbell.activities.database;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;
import org.jooq.conf.Settings;
import org.jooq.impl.DSL;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The database: its schema is brought up to date at the start, then it offers pooled connections
 * through jOOQ.
 */
public final class Database implements AutoCloseable {
  /** A request should rather get a 503 than wait longer than this for a connection. */
  private static final Duration CONNECTION_WAIT = Duration.ofSeconds(3);

  /** A server that recovers from a crash answers after a while. */
  private static final Duration START_WAIT = Duration.ofSeconds(60);

  private static final Logger log = LoggerFactory.getLogger(Database.class);

  private final HikariDataSource pool;
  private final DSLContext dsl;

  private Database(HikariDataSource pool) {
    this.pool = pool;
    this.dsl =
        DSL.using(
            pool,
            SQLDialect.MYSQL,
            new Settings()
                .withRenderSchema(false)
                .withExecuteLogging(false)
                // Connector/J answers with a NullPointerException, which hides that the connection
                // broke.
                .withFetchWarnings(false));
  }

  /**
   * Waits for the database for a minute, checks it, and brings its schema up to date.
   *
   * @throws RefusedStart when it cannot be reached or used, with the reason and the remedy
   */
  public static Database open(DatabaseSettings settings) {
    return open(settings, log::warn);
  }

  /**
   * Does the same, and tells what it waits for.
   *
   * @throws RefusedStart when it cannot be reached or used, with the reason and the remedy
   */
  public static Database open(DatabaseSettings settings, StartProgress progress) {
    ServerConnections server = new ServerConnections(settings);
    try (Connection first = new DatabaseWait(server, START_WAIT, progress).connection()) {
      new Migrations(server, settings.writtenIn()).run(first);
    } catch (SQLException e) {
      log.debug("the first connection could not be closed", e);
    }
    HikariConfig config = new HikariConfig();
    config.setPoolName("wardbell");
    config.setDataSource(server);
    config.setMaximumPoolSize(settings.maximumConnections());
    config.setMinimumIdle(4);
    config.setTransactionIsolation("TRANSACTION_READ_COMMITTED");
    config.setConnectionTimeout(CONNECTION_WAIT.toMillis());
    return new Database(new HikariDataSource(config));
  }

  /**
   * Returns what stands against this database, one sentence each; none if all is well. Looks once,
   * and changes nothing.
   */
  public static List<String> problems(DatabaseSettings settings) {
    ServerConnections server = new ServerConnections(settings);
    try (Connection connection =
        new DatabaseWait(server, Duration.ZERO, message -> {}).connection()) {
      return DatabaseChecks.of(connection);
    } catch (RefusedStart refused) {
      return List.of(String.valueOf(refused.getMessage()));
    } catch (SQLException failure) {
      return List.of("The database does not answer as it should: " + failure.getMessage());
    }
  }

  /** Returns the context for queries and transactions; safe for all threads. */
  public DSLContext dsl() {
    return dsl;
  }

  @Override
  public void close() {
    pool.close();
  }
}
