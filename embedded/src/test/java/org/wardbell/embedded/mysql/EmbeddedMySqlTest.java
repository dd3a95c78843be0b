package org.wardbell.embedded.mysql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.wardbell.embedded.process.EmbeddedServerException;
import org.wardbell.embedded.process.TestFolder;

@Tag("servers")
public class EmbeddedMySqlTest {
  private static final TestFolder RUNNING_FOLDER = new TestFolder();
  private static EmbeddedMySql running;

  private final TestFolder folder = new TestFolder();

  @BeforeAll
  static void startServer() {
    running = EmbeddedMySql.start(quick(RUNNING_FOLDER.path()));
  }

  @AfterAll
  static void stopServer() {
    running.close();
    RUNNING_FOLDER.close();
  }

  @AfterEach
  void removeFolder() {
    folder.close();
  }

  @Test
  void sharedServer_askedTwice_givesTwoEmptyDatabases() throws SQLException {
    MySqlDatabase first = TemporaryMySql.shared().createDatabase();
    MySqlDatabase second = TemporaryMySql.shared().createDatabase();
    update(first, "create table t (a int)");
    update(second, "create table t (a int)");
    assertThat(query(second, "select count(*) from t")).isEqualTo("0");
  }

  @Test
  void newServer_withDurableOptions_flushesEveryCommitAndIsolatesByReadCommitted()
      throws SQLException {
    try (EmbeddedMySql server = EmbeddedMySql.start(durable(folder.path()))) {
      MySqlDatabase database = server.database("wardbell");
      assertThat(query(database, "select @@innodb_flush_log_at_trx_commit")).isEqualTo("1");
      assertThat(query(database, "select @@innodb_log_writer_threads")).isEqualTo("0");
      assertThat(query(database, "select @@transaction_isolation")).isEqualTo("READ-COMMITTED");
      assertThat(query(database, "select @@log_bin")).isEqualTo("0");
      assertThat(query(database, "select @@bind_address")).isEqualTo("127.0.0.1");
      update(database, "create table t (a varchar(9))");
      update(database, "insert into t values ('Grüße')");
    }
    try (EmbeddedMySql server = EmbeddedMySql.start(durable(folder.path()))) {
      assertThat(query(server.database("wardbell"), "select a from t")).isEqualTo("Grüße");
    }
  }

  @Test
  void commit_thenKill_isThereAfterTheNextStart() throws SQLException {
    EmbeddedMySql first = EmbeddedMySql.start(quick(folder.path()));
    update(first.database("wardbell"), "create table t (a int)");
    update(first.database("wardbell"), "insert into t values (7)");
    first.kill();
    assertThat(ProcessHandle.of(first.pid()).filter(ProcessHandle::isAlive)).isEmpty();
    try (EmbeddedMySql again = EmbeddedMySql.start(quick(folder.path()).withPort(first.port()))) {
      assertThat(again.port()).isEqualTo(first.port());
      assertThat(query(again.database("wardbell"), "select a from t")).isEqualTo("7");
    }
  }

  @Test
  void accounts_ofNewServer_haveRandomPasswordsAndFewRights() throws SQLException, IOException {
    MySqlDatabase database = TemporaryMySql.shared().createDatabase();
    assertThat(database.password()).hasSizeGreaterThanOrEqualTo(32);
    assertThat(database.toString()).doesNotContain(database.password());
    assertThatThrownBy(() -> DriverManager.getConnection(database.jdbcUrl(), "wardbell", ""))
        .isInstanceOf(SQLException.class);
    assertThatThrownBy(() -> DriverManager.getConnection(database.jdbcUrl(), "root", ""))
        .isInstanceOf(SQLException.class);
    assertThatThrownBy(() -> query(database, "select user from mysql.user"))
        .hasMessageContaining("denied");
    assertThatThrownBy(() -> update(database, "shutdown")).hasMessageContaining("denied");
  }

  @Test
  void secrets_onDisk_areForTheOwnerOnly() throws IOException {
    Path mysql = RUNNING_FOLDER.path().resolve("mysql");
    assertThat(mode(mysql)).isEqualTo("rwx------");
    assertThat(mode(mysql.resolve("credentials"))).isEqualTo("rw-------");
    assertThat(mysql.resolve("accounts.sql")).doesNotExist();
  }

  @Test
  void port_takenByAnother_isSaidInOneLine() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
      assertThatThrownBy(
              () -> EmbeddedMySql.start(quick(folder.path()).withPort(taken.getLocalPort())))
          .isInstanceOf(EmbeddedServerException.class)
          .hasMessageContaining("port " + taken.getLocalPort())
          .hasMessageContaining("choose another port")
          .hasMessageNotContaining("\n");
    }
  }

  @Test
  void folder_inUse_isSaidWithTheProcessThatUsesIt() {
    assertThatThrownBy(() -> EmbeddedMySql.start(quick(RUNNING_FOLDER.path())))
        .isInstanceOf(EmbeddedServerException.class)
        .hasMessageContaining("process " + ProcessHandle.current().pid())
        .hasMessageContaining("another data folder");
    assertThat(running.isAlive()).isTrue();
  }

  @Test
  void twoServers_atOnce_haveTheirOwnPortsAndData() throws SQLException {
    try (EmbeddedMySql other = EmbeddedMySql.start(quick(folder.path()))) {
      update(running.database("wardbell_two"), "create table t (a int)");
      update(other.database("wardbell_two"), "create table t (a int)");
      assertThat(other.port()).isNotEqualTo(running.port());
    }
  }

  static MySqlOptions durable(Path folder) {
    return MySqlOptions.in(folder).withBufferPoolMegabytes(16);
  }

  public static MySqlOptions quick(Path folder) {
    return durable(folder).asThrowaway();
  }

  private static String mode(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }

  private static void update(MySqlDatabase database, String sql) throws SQLException {
    try (Connection connection = connect(database);
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static String query(MySqlDatabase database, String sql) throws SQLException {
    try (Connection connection = connect(database);
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      rows.next();
      return rows.getString(1);
    }
  }

  private static Connection connect(MySqlDatabase database) throws SQLException {
    return DriverManager.getConnection(database.jdbcUrl(), database.user(), database.password());
  }
}
