package org.wardbell.activities.database;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.time.Duration;
import org.flywaydb.core.Flyway;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;
import org.jooq.conf.Settings;
import org.jooq.impl.DSL;

/**
 * The database: its schema is brought up to date at the start, then it offers pooled connections
 * through jOOQ.
 */
public final class Database implements AutoCloseable {
  /** A request should rather get a 503 than wait longer than this for a connection. */
  private static final Duration CONNECTION_WAIT = Duration.ofSeconds(3);

  private static final String PARAMETERS =
      "rewriteBatchedStatements=true&cachePrepStmts=true&prepStmtCacheSize=250"
          + "&prepStmtCacheSqlLimit=8192&useLocalSessionState=true&elideSetAutoCommits=true"
          + "&connectionTimeZone=UTC&forceConnectionTimeZoneToSession=true"
          + "&connectTimeout=3000&socketTimeout=60000&tcpKeepAlive=true"
          // In seconds, instead of the server's 50: whoever waits for another's lock for longer
          // rolls back and begins again, and lets go of the locks that it holds itself.
          + "&sessionVariables=innodb_lock_wait_timeout=3";

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
   * Connects and migrates.
   *
   * @throws com.zaxxer.hikari.pool.HikariPool.PoolInitializationException when it cannot connect
   */
  public static Database open(DatabaseSettings settings) {
    HikariConfig config = new HikariConfig();
    config.setPoolName("wardbell");
    config.setJdbcUrl(withParameters(settings.url()));
    config.setUsername(settings.user());
    config.setPassword(settings.password());
    config.setMaximumPoolSize(settings.maximumConnections());
    config.setMinimumIdle(4);
    config.setTransactionIsolation("TRANSACTION_READ_COMMITTED");
    config.setConnectionTimeout(CONNECTION_WAIT.toMillis());
    HikariDataSource pool = new HikariDataSource(config);
    try {
      Flyway.configure().dataSource(pool).load().migrate();
    } catch (RuntimeException failure) {
      pool.close();
      throw failure;
    }
    return new Database(pool);
  }

  private static String withParameters(String url) {
    return url + (url.contains("?") ? "&" : "?") + PARAMETERS;
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
