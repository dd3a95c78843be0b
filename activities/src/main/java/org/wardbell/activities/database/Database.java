package org.wardbell.activities.database;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import javax.sql.DataSource;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;
import org.jooq.conf.Settings;
import org.jooq.impl.DSL;
import org.jooq.impl.DefaultConfiguration;
import org.jooq.impl.DefaultExecuteListenerProvider;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.wardbell.activities.database.meter.DatabaseMeters;
import org.wardbell.activities.database.meter.SlowStatements;

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

  /** A server that recovers from a crash answers after a while. */
  private static final Duration START_WAIT = Duration.ofSeconds(60);

  /** Nobody waits for an activity, which has 10 s and would only be tried again. */
  private static final Duration SENDING_WAIT = Duration.ofSeconds(5);

  /** The table that is there for as long as a backup is being restored. */
  public static final String UNFINISHED = "restore_under_way";

  private static final Logger log = LoggerFactory.getLogger(Database.class);

  private final ServerConnections server;
  private final boolean migrates;
  private final SlowStatements slow = new SlowStatements();
  private final List<HikariDataSource> pools = new ArrayList<>();
  private final DataSource requestsSource;
  private final DSLContext requests;
  private final DSLContext sending;
  private final DSLContext commits;
  private final DSLContext keys;

  private Database(
      DatabaseSettings settings,
      ServerConnections server,
      boolean migrates,
      UnaryOperator<DataSource> around) {
    this.server = server;
    this.migrates = migrates;
    try {
      HikariDataSource first =
          pool("requests", settings.requestConnections(), CONNECTION_WAIT, true);
      requestsSource = around.apply(first);
      requests = context(requestsSource);
      // Nearly all that these two do are transactions. To turn autocommit off and on again for each
      // would cost two round trips.
      sending =
          context(
              around.apply(pool("sending", settings.sendingConnections(), SENDING_WAIT, false)));
      commits =
          context(
              around.apply(
                  pool("commits", DatabaseSettings.COMMIT_CONNECTIONS, CONNECTION_WAIT, false)));
      keys = context(pool("keys", DatabaseSettings.KEY_CONNECTIONS, CONNECTION_WAIT, true));
    } catch (RuntimeException failure) {
      close();
      throw failure;
    }
  }

  /**
   * Waits for the database for a minute, checks it, and brings its schema up to date.
   *
   * @throws RefusedStart when it cannot be reached or used, with the reason and the remedy
   */
  public static Database open(DatabaseSettings settings) {
    return open(settings, UnaryOperator.identity());
  }

  /**
   * Does the same.
   *
   * @param around what stands between jOOQ and each pool but the keys'
   * @throws RefusedStart when it cannot be reached or used, with the reason and the remedy
   */
  public static Database open(DatabaseSettings settings, UnaryOperator<DataSource> around) {
    return open(settings, around, log::warn);
  }

  /**
   * Does the same.
   *
   * @param around what stands between jOOQ and each pool but the keys'
   * @param progress is told what the start waits for
   * @throws RefusedStart when it cannot be reached or used, with the reason and the remedy
   */
  public static Database open(
      DatabaseSettings settings, UnaryOperator<DataSource> around, StartProgress progress) {
    return open(settings, true, around, progress);
  }

  /**
   * Waits for the database for a minute, and checks it and that its schema is up to date; changes
   * nothing, so the account needs no right to change tables.
   *
   * @param progress is told what the start waits for
   * @throws RefusedStart when it cannot be reached or used, or its schema is older than this
   *     version
   */
  public static Database openMigrated(DatabaseSettings settings, StartProgress progress) {
    return open(settings, false, UnaryOperator.identity(), progress);
  }

  /**
   * Does the same as {@link #open} for the one that restores a backup into it, and has marked it as
   * {@linkplain #UNFINISHED unfinished}.
   *
   * @throws RefusedStart when it cannot be reached or used
   */
  public static Database openRestored(DatabaseSettings settings, StartProgress progress) {
    ServerConnections server = new ServerConnections(settings);
    new DatabaseWait(server, START_WAIT, progress).use(migrations(settings)::run);
    return new Database(settings, server, true, UnaryOperator.identity());
  }

  /**
   * Waits for the database for a minute, and returns new connections to it whose statements may
   * take as long as they take; nothing is checked or changed. Whoever takes one closes it.
   *
   * @throws RefusedStart when it cannot be reached
   */
  public static DataSource connections(DatabaseSettings settings, StartProgress progress) {
    ServerConnections patient = ServerConnections.forMigrations(settings);
    new DatabaseWait(patient, START_WAIT, progress).use(first -> {});
    return patient;
  }

  /** Returns the version of the schema that this program knows, and needs. */
  public static String schemaVersion(DatabaseSettings settings) {
    return migrations(settings).newest();
  }

  /**
   * Brings an empty database to the schema of an older version of this program.
   *
   * @param version of its last migration
   * @throws RefusedStart when the database cannot be used
   */
  public static void migrateTo(DatabaseSettings settings, String version) {
    new DatabaseWait(new ServerConnections(settings), START_WAIT, log::warn)
        .use(first -> migrations(settings).runTo(first, version));
  }

  private static Migrations migrations(DatabaseSettings settings) {
    return new Migrations(ServerConnections.forMigrations(settings), settings.writtenIn());
  }

  private static Database open(
      DatabaseSettings settings,
      boolean migrates,
      UnaryOperator<DataSource> around,
      StartProgress progress) {
    ServerConnections server = new ServerConnections(settings);
    Migrations migrations = migrations(settings);
    new DatabaseWait(server, START_WAIT, progress)
        .use(
            first -> {
              refuseUnfinished(first);
              if (migrates) {
                migrations.run(first);
              } else {
                migrations.requireDone(first);
              }
            });
    return new Database(settings, server, migrates, around);
  }

  /** Keeps everybody from working with half of a backup, which looks like a whole database. */
  private static void refuseUnfinished(Connection first) throws SQLException {
    boolean unfinished =
        !Migrations.rows(
                first,
                "select 1 from information_schema.tables where table_schema = database() and table_name = '"
                    + UNFINISHED
                    + "'")
            .isEmpty();
    if (unfinished) {
      throw new RefusedStart(
          "A restore of a backup into this database did not come to its end, so it holds only a part: run the same ./wardbell restore again, which begins anew.");
    }
  }

  /** Returns whether this process may change tables, and so has brought them up to date. */
  public boolean migrates() {
    return migrates;
  }

  /** Returns the meters of its connections. */
  public DatabaseMeters meters() {
    return new DatabaseMeters(pools, slow);
  }

  private HikariDataSource pool(String work, int connections, Duration wait, boolean autoCommit) {
    HikariConfig config = new HikariConfig();
    config.setPoolName("wardbell-" + work);
    config.setDataSource(server);
    config.setMaximumPoolSize(connections);
    config.setMinimumIdle(1);
    config.setAutoCommit(autoCommit);
    config.setTransactionIsolation("TRANSACTION_READ_COMMITTED");
    config.setConnectionTimeout(wait.toMillis());
    config.setInitializationFailTimeout(START_WAIT.toMillis());
    HikariDataSource pool = new HikariDataSource(config);
    pools.add(pool);
    return pool;
  }

  private DSLContext context(DataSource source) {
    PoolConnections connections = new PoolConnections(source);
    return DSL.using(
        new DefaultConfiguration()
            .set(SQLDialect.MYSQL)
            .set(connections)
            .set(new PoolConnections.Transactions(connections))
            .set(new CommitNote.Listener())
            .set(new DefaultExecuteListenerProvider(slow))
            .set(
                new Settings()
                    .withRenderSchema(false)
                    .withExecuteLogging(false)
                    // Lists of 5 to 8 ids are one statement, and not four: each connection prepares
                    // it once.
                    .withInListPadding(true)
                    // Connector/J answers with a NullPointerException, which hides that the
                    // connection broke.
                    .withFetchWarnings(false)));
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

  /**
   * Returns the context of requests to the api, and of all that has no pool of its own; like the
   * others it is safe for all threads.
   */
  public DSLContext dsl() {
    return requests;
  }

  /** Returns the connections of {@link #dsl()}, for libraries that write their own statements. */
  public DataSource requestsSource() {
    return requestsSource;
  }

  /** Returns the context of what sends: dispatches, claims, drains, calendars and the relay. */
  public DSLContext sending() {
    return sending;
  }

  /** Returns the context of the group commits: events that come in, and outcomes. */
  public DSLContext commits() {
    return commits;
  }

  /**
   * Returns the context of data keys, which are read while a transaction runs, and of workers'
   * signs of life, which wait for no work.
   */
  public DSLContext keys() {
    return keys;
  }

  @Override
  public void close() {
    pools.forEach(HikariDataSource::close);
  }
}
