package org.wardbell.activities.database;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationInfoService;
import org.flywaydb.core.api.MigrationState;
import org.flywaydb.core.api.MigrationVersion;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/**
 * The migrations of the schema: SQL files, and those that only Java can do. Before the first one
 * the server is checked, because half of a schema on a server that cannot work is worse than none.
 */
final class Migrations {
  /** Changing the tables of a large installation takes minutes. */
  private static final Duration LONGEST_TURN = Duration.ofMinutes(30);

  /** Names of MySQL's locks are the server's, not the database's, and have 64 characters. */
  private static final String TAKE_TURN =
      "select get_lock(concat('wardbell/schema/', sha1(database())), 5)";

  private final DataSource server;
  private final @Nullable ZoneId writtenIn;

  /**
   * @param writtenIn the zone of the servers that wrote the times so far, or null if nobody said so
   */
  Migrations(DataSource server, @Nullable ZoneId writtenIn) {
    this.server = server;
    this.writtenIn = writtenIn;
  }

  /**
   * Checks the server and brings its schema up to date.
   *
   * @param first a connection without our session
   * @throws RefusedStart if the server or its account cannot be used, or the data cannot be brought
   *     up to date
   */
  void run(Connection first) throws SQLException {
    refuse(DatabaseChecks.of(first));
    try (Connection connection = server.getConnection()) {
      waitForTurn(connection);
      Flyway flyway = configuration().load();
      MigrationInfoService info = flyway.info();
      if (info.pending().length > 0) {
        if (info.current() != null && isPending(info, TimesInUtc.VERSION)) {
          // Before anything is changed, so that the operator can think about it, or step back.
          new TimesInUtc(writtenIn).zoneToRepair(connection);
        }
        refuse(DatabaseChecks.ofPrivileges(connection));
        TextColumns.makeUnicodeTheDefault(connection);
      }
      if (!isDone(info)) {
        flyway.migrate();
      }
      PlainColumns.dropUnused(DSL.using(connection, SQLDialect.MYSQL));
    } catch (FlywayException failure) {
      throw explained(failure);
    }
  }

  /**
   * Checks the server and brings an empty database to the schema of an older version, as it was
   * when a backup was made.
   *
   * @param first a connection without our session
   * @param version the last migration that runs
   */
  void runTo(Connection first, String version) throws SQLException {
    try (Connection connection = server.getConnection()) {
      refuse(DatabaseChecks.of(first));
      refuse(DatabaseChecks.ofPrivileges(connection));
      waitForTurn(connection);
      TextColumns.makeUnicodeTheDefault(connection);
      configuration().target(version).load().migrate();
    } catch (FlywayException failure) {
      throw explained(failure);
    }
  }

  /** Returns the version to which {@link #run} brings a schema. */
  String newest() {
    return Arrays.stream(configuration().load().info().all())
        .filter(migration -> migration.getState().isResolved())
        .map(MigrationInfo::getVersion)
        .filter(Objects::nonNull)
        .max(Comparator.naturalOrder())
        .map(MigrationVersion::getVersion)
        .orElseThrow();
  }

  /**
   * Checks the server, and that its schema is up to date. A newer one is taken, so that processes
   * of two versions can be rolled one by one.
   *
   * @param first a connection without our session
   * @throws RefusedStart if it is older, or the server cannot be used
   */
  void requireDone(Connection first) throws SQLException {
    refuse(DatabaseChecks.of(first));
    MigrationInfoService info = configuration().load().info();
    MigrationInfo[] pending = info.pending();
    if (pending.length > 0) {
      throw new RefusedStart(
          "The database's schema is %s, and this version of Wardbell needs version %s: run ./wardbell migrate with an account that may change tables, then start again (WARDBELL_DATABASE_MIGRATE is false, so this process changes none)."
              .formatted(
                  info.current() == null ? "empty" : "of version " + info.current().getVersion(),
                  pending[pending.length - 1].getVersion()));
    }
  }

  /**
   * Waits until no other process changes the schema, and keeps others away until the connection is
   * closed. Flyway has a lock of its own, but looks before it takes it: what another process has
   * just begun looks like somebody else's tables.
   */
  private static void waitForTurn(Connection connection) throws SQLException {
    long deadline = System.nanoTime() + LONGEST_TURN.toNanos();
    while (!rows(connection, TAKE_TURN).equals(List.of(List.of("1")))) {
      if (System.nanoTime() > deadline) {
        throw new RefusedStart(
            "Another process has been changing the database's schema for %d minutes. Wait for it, or end it."
                .formatted(LONGEST_TURN.toMinutes()));
      }
    }
  }

  FluentConfiguration configuration() {
    return Flyway.configure()
        .dataSource(server)
        .javaMigrations(new TimesInUtc(writtenIn), new UnicodeTables());
  }

  /**
   * Returns whether every migration was done as it is written here. Then there is nothing left for
   * Flyway, which would read all files once more; whatever is odd is left to its judgement.
   */
  static boolean isDone(MigrationInfoService info) {
    return Arrays.stream(info.all())
        .allMatch(
            each ->
                each.getState() == MigrationState.SUCCESS
                    && each.isChecksumMatching()
                    && each.isDescriptionMatching()
                    && each.isTypeMatching());
  }

  private static boolean isPending(MigrationInfoService info, MigrationVersion version) {
    return Arrays.stream(info.pending()).anyMatch(each -> version.equals(each.getVersion()));
  }

  private static RuntimeException explained(FlywayException failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof RefusedStart refused) {
        return refused;
      }
    }
    return failure;
  }

  private static void refuse(List<String> problems) {
    if (!problems.isEmpty()) {
      throw new RefusedStart(String.join(" ", problems));
    }
  }

  /** Returns the rows of a query as texts. */
  static List<List<@Nullable String>> rows(Connection connection, String query)
      throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(query)) {
      List<List<@Nullable String>> rows = new ArrayList<>();
      int columns = result.getMetaData().getColumnCount();
      while (result.next()) {
        List<@Nullable String> row = new ArrayList<>();
        for (int column = 1; column <= columns; column++) {
          row.add(result.getString(column));
        }
        rows.add(row);
      }
      return rows;
    }
  }
}
