package org.wardbell.activities.database;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;
import org.jooq.conf.Settings;
import org.jooq.impl.DSL;
import org.jooq.impl.DefaultConfiguration;

/**
 * The database: its schema is brought up to date at the start, then it offers pooled connections
 * through jOOQ.
 *
 * <p>Each kind of work has a pool of its own, so that none waits for another's connections. A
 * thread that holds a connection never asks for a second one: when all hold one, none would be left
 * and nothing would move. The keys' pool alone may be asked meanwhile, because whoever holds one of
 * its connections asks for no other.
 */
public final class Database implements AutoCloseable {
  /** A request should rather get a 503 than wait longer than this for a connection. */
  private static final Duration CONNECTION_WAIT = Duration.ofSeconds(3);

  /** Nobody waits for an activity, which has 10 s and would only be tried again. */
  private static final Duration SENDING_WAIT = Duration.ofSeconds(5);

  private static final String PARAMETERS =
      "rewriteBatchedStatements=true&cachePrepStmts=true&prepStmtCacheSize=250"
          + "&prepStmtCacheSqlLimit=8192&useLocalSessionState=true&elideSetAutoCommits=true"
          + "&connectionTimeZone=UTC&forceConnectionTimeZoneToSession=true"
          + "&connectTimeout=3000&socketTimeout=60000&tcpKeepAlive=true"
          // In seconds, instead of the server's 50: whoever waits for another's lock for longer
          // rolls back and begins again, and lets go of the locks that it holds itself.
          + "&sessionVariables=innodb_lock_wait_timeout=3";

  private final DatabaseSettings settings;
  private final List<HikariDataSource> pools = new ArrayList<>();
  private final DSLContext requests;
  private final DSLContext sending;
  private final DSLContext commits;
  private final DSLContext keys;

  private Database(DatabaseSettings settings, UnaryOperator<DataSource> around) {
    this.settings = settings;
    try {
      HikariDataSource first = pool("requests", settings.requestConnections(), CONNECTION_WAIT);
      Flyway.configure().dataSource(first).load().migrate();
      requests = context(around.apply(first));
      sending = context(around.apply(pool("sending", settings.sendingConnections(), SENDING_WAIT)));
      commits =
          context(
              around.apply(pool("commits", DatabaseSettings.COMMIT_CONNECTIONS, CONNECTION_WAIT)));
      keys = context(pool("keys", DatabaseSettings.KEY_CONNECTIONS, CONNECTION_WAIT));
    } catch (RuntimeException failure) {
      close();
      throw failure;
    }
  }

  /**
   * Connects and migrates.
   *
   * @throws com.zaxxer.hikari.pool.HikariPool.PoolInitializationException when it cannot connect
   */
  public static Database open(DatabaseSettings settings) {
    return open(settings, UnaryOperator.identity());
  }

  /**
   * Connects and migrates.
   *
   * @param around what stands between jOOQ and each pool but the keys'
   */
  public static Database open(DatabaseSettings settings, UnaryOperator<DataSource> around) {
    return new Database(settings, around);
  }

  private HikariDataSource pool(String work, int connections, Duration wait) {
    HikariConfig config = new HikariConfig();
    config.setPoolName("wardbell-" + work);
    config.setJdbcUrl(withParameters(settings.url()));
    config.setUsername(settings.user());
    config.setPassword(settings.password());
    config.setMaximumPoolSize(connections);
    config.setMinimumIdle(1);
    config.setTransactionIsolation("TRANSACTION_READ_COMMITTED");
    config.setConnectionTimeout(wait.toMillis());
    HikariDataSource pool = new HikariDataSource(config);
    pools.add(pool);
    return pool;
  }

  private static DSLContext context(DataSource source) {
    PoolConnections connections = new PoolConnections(source);
    return DSL.using(
        new DefaultConfiguration()
            .set(SQLDialect.MYSQL)
            .set(connections)
            .set(new PoolTransactions(connections))
            .set(
                new Settings()
                    .withRenderSchema(false)
                    .withExecuteLogging(false)
                    // Connector/J answers with a NullPointerException, which hides that the
                    // connection broke.
                    .withFetchWarnings(false)));
  }

  private static String withParameters(String url) {
    return url + (url.contains("?") ? "&" : "?") + PARAMETERS;
  }

  /**
   * Returns the context of requests to the api, and of all that has no pool of its own; like the
   * others it is safe for all threads.
   */
  public DSLContext dsl() {
    return requests;
  }

  /** Returns the context of what sends: dispatches, claims, drains, calendars and the relay. */
  public DSLContext sending() {
    return sending;
  }

  /** Returns the context of the group commits: events that come in, and outcomes. */
  public DSLContext commits() {
    return commits;
  }

  /** Returns the context of data keys, which are read while a transaction runs. */
  public DSLContext keys() {
    return keys;
  }

  @Override
  public void close() {
    pools.forEach(HikariDataSource::close);
  }
}
