package org.wardbell.activities.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.wardbell.embedded.mysql.MySqlDatabase;
import org.wardbell.embedded.mysql.TemporaryMySql;
import org.wardbell.embedded.process.Ports;
import org.wardbell.simulator.gate.FaultProxy;
import org.wardbell.simulator.gate.Gate;

/**
 * Server and database start at the same time, as after a power cut. The database looks up the
 * server's name in vain, so that the first handshake takes 5 s; the server said that it cannot be
 * reached, and ended.
 */
@Tag("servers")
final class DatabaseWaitTest {
  private static final Duration HANDSHAKE = Duration.ofSeconds(5);

  private final MySqlDatabase mysql = TemporaryMySql.shared().createDatabase();
  private final List<String> told = new ArrayList<>();

  @Test
  void start_whileTheHandshakeTakesLong_succeeds() throws Exception {
    try (Gate slow = Gate.plain(0, port(), HANDSHAKE);
        Database database = open(settings(slow.port(), mysql.password()), told::add)) {
      assertThat(DatabaseClock.read(database.dsl())).isNotNull();
      assertThat(told).isEmpty();
    }
  }

  @Test
  void start_beforeTheDatabaseIsThere_waitsAndSaysSo() throws Exception {
    int port = Ports.free();
    List<Gate> opened = new ArrayList<>();
    StartProgress progress =
        sentence -> {
          told.add(sentence);
          opened.add(open(port));
        };
    try (Database database = open(settings(port, mysql.password()), progress)) {
      assertThat(DatabaseClock.read(database.dsl())).isNotNull();
      assertThat(told).hasSize(1);
      assertThat(told.getFirst()).contains("cannot be reached").contains("Trying again for 60 s");
    } finally {
      for (Gate gate : opened) {
        gate.close();
      }
    }
  }

  /** It was taken for a connection that could not be closed, and nothing was checked any more. */
  @Test
  void start_whoseConnectionsBreak_beginsAgain() throws Exception {
    try (FaultProxy between = FaultProxy.to(port())) {
      List<Connection> used = new ArrayList<>();
      new DatabaseWait(
              new ServerConnections(settings(between.port(), mysql.password())),
              Duration.ofSeconds(60),
              told::add)
          .use(
              first -> {
                used.add(first);
                if (used.size() == 1) {
                  between.cut();
                }
                assertThat(Migrations.rows(first, "select 1")).containsExactly(List.of("1"));
              });

      assertThat(used).hasSize(2).allMatch(DatabaseWaitTest::isClosed);
      assertThat(told)
          .containsExactly("The database went away while the start used it. Trying again …");
    }
  }

  @Test
  void start_thatIsRefused_isNotTriedAgain() {
    DatabaseWait wait =
        new DatabaseWait(
            new ServerConnections(settings(port(), mysql.password())),
            Duration.ofSeconds(60),
            told::add);

    assertThatThrownBy(() -> wait.use(first -> Migrations.rows(first, "select nothing")))
        .isInstanceOf(RefusedStart.class)
        .hasMessageContaining("does not answer as it should");
    assertThat(told).isEmpty();
  }

  @Test
  void start_withoutADatabase_endsWithAReasonAfterItsTime() {
    DatabaseSettings nobody = settings(Ports.free(), mysql.password());
    DatabaseWait wait =
        new DatabaseWait(new ServerConnections(nobody), Duration.ofSeconds(1), told::add);

    assertThatThrownBy(wait::connection)
        .isInstanceOf(RefusedStart.class)
        .hasMessageContaining("cannot be reached")
        .hasMessageContaining("tried for 1 s")
        .hasMessageContaining("WARDBELL_DATABASE_URL");
    assertThat(told).hasSize(1);
  }

  @Test
  void start_withTheWrongPassword_endsAtOnce() {
    assertThatThrownBy(() -> open(settings(port(), "wrong"), told::add))
        .isInstanceOf(RefusedStart.class)
        .hasMessageContaining("WARDBELL_DATABASE_PASSWORD");
    assertThat(told).isEmpty();
  }

  @Test
  void start_onADatabaseThatDoesNotExist_endsAtOnceWithTheCommandThatMakesIt() {
    DatabaseSettings missing =
        new DatabaseSettings(
            "jdbc:mysql://127.0.0.1:" + port() + "/wardbell_missing?allowPublicKeyRetrieval=true",
            mysql.user(),
            mysql.password(),
            4);

    assertThatThrownBy(() -> open(missing, told::add))
        .isInstanceOf(RefusedStart.class)
        .hasMessageContaining("create database");
    assertThat(told).isEmpty();
    assertThat(Database.problems(missing)).singleElement().asString().contains("create database");
  }

  private static boolean isClosed(Connection connection) {
    try {
      return connection.isClosed();
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
  }

  private static Database open(DatabaseSettings settings, StartProgress progress) {
    return Database.open(settings, UnaryOperator.identity(), progress);
  }

  private Gate open(int port) {
    try {
      return Gate.plain(port, port(), Duration.ZERO);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private int port() {
    return Integer.parseInt(mysql.jdbcUrl().replaceAll(".*127.0.0.1:(\\d+)/.*", "$1"));
  }

  private DatabaseSettings settings(int port, String password) {
    return new DatabaseSettings(
        mysql.jdbcUrl().replaceFirst(":\\d+/", ":" + port + "/"), mysql.user(), password, 4);
  }
}
