package org.wardbell.embedded.mysql;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.wardbell.embedded.process.EmbeddedServerException;
import org.wardbell.embedded.process.Watchdog;

/**
 * A real MySQL for tests: one server per JVM, in a folder under {@code target/} of the module, gone
 * when the JVM ends. Each test class asks for a database of its own.
 */
public final class TemporaryMySql {
  /**
   * Megabytes. Tests have few rows, but each of their databases has some 3 MB of pages, and what
   * does not fit is written.
   */
  private static final int BUFFER_POOL_MEGABYTES = 192;

  /** Nothing is ever read again after this server's end, so as little as possible is written. */
  private static final String[] NOTHING_STAYS = {
    "--innodb-flush-log-at-trx-commit=0",
    "--innodb-redo-log-capacity=192M",
    "--innodb-max-dirty-pages-pct=90",
    "--innodb-max-dirty-pages-pct-lwm=0",
    "--innodb-idle-flush-pct=0",
    // A file for each table takes four times as long to make, and migrations make many.
    "--innodb-file-per-table=OFF",
    "--innodb-checksum-algorithm=none",
    "--innodb-lru-scan-depth=100"
  };

  private static final class Shared {
    private static final TemporaryMySql INSTANCE = new TemporaryMySql();
  }

  private final AtomicInteger databases = new AtomicInteger();
  private final AtomicInteger accounts = new AtomicInteger();
  private final EmbeddedMySql server;

  private TemporaryMySql() {
    Path folder = Path.of("target", "mysql-" + UUID.randomUUID()).toAbsolutePath();
    server =
        EmbeddedMySql.start(
            MySqlOptions.in(folder)
                .withBufferPoolMegabytes(BUFFER_POOL_MEGABYTES)
                .withFurtherArguments(NOTHING_STAYS)
                .asThrowaway());
    String program =
        ProcessHandle.of(server.pid()).flatMap(p -> p.info().command()).orElse("mysqld");
    Watchdog.guard(server.pid(), program, folder);
  }

  /** Returns the server of this JVM; the first call starts it, which takes 1 to 2 s. */
  public static TemporaryMySql shared() {
    return Shared.INSTANCE;
  }

  /** Returns a new, empty database that nobody else in this JVM uses. */
  public MySqlDatabase createDatabase() {
    return server.database("wardbell_test_" + databases.incrementAndGet());
  }

  /** Returns a database as an account sees it that reads and writes rows and changes no table. */
  public MySqlDatabase withoutTableRights(MySqlDatabase database) {
    String user = "rows_" + accounts.incrementAndGet();
    String password = UUID.randomUUID().toString();
    try (Connection connection =
            DriverManager.getConnection(database.jdbcUrl(), database.user(), database.password());
        Statement statement = connection.createStatement()) {
      statement.execute(
          "create user '%s'@'127.0.0.1' identified by '%s'".formatted(user, password));
      statement.execute(
          "grant select, insert, update, delete on `%s`.* to '%s'@'127.0.0.1'"
              .formatted(connection.getCatalog(), user));
      return new MySqlDatabase(database.jdbcUrl(), user, password);
    } catch (SQLException failure) {
      throw new EmbeddedServerException("The account cannot be made.", failure);
    }
  }

  /** Fills a database and returns it as a template, from which others are copied. */
  public MySqlTemplate template(Consumer<MySqlDatabase> fill) {
    return MySqlTemplate.of(this::createDatabase, fill);
  }
}
