package org.wardbell.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class EmbeddedMySqlTest {
  private final TestFolder folder = new TestFolder();

  @AfterEach
  void removeFolder() {
    folder.close();
  }

  @Test
  void shared_serverForTests_givesFreshDatabases() throws SQLException {
    MySqlDatabase first = TemporaryMySql.shared().createDatabase();
    MySqlDatabase second = TemporaryMySql.shared().createDatabase();
    update(first, "create table t (a int)");
    update(second, "create table t (a int)");
    assertThat(first.jdbcUrl()).isNotEqualTo(second.jdbcUrl());
  }

  @Test
  void data_afterRestart_isStillThere() throws SQLException {
    try (EmbeddedMySql server = EmbeddedMySql.start(options(folder.path()))) {
      update(server.database("wardbell"), "create table t (a varchar(9))");
      update(server.database("wardbell"), "insert into t values ('Grüße')");
    }
    try (EmbeddedMySql server = EmbeddedMySql.start(options(folder.path()))) {
      assertThat(query(server.database("wardbell"), "select a from t")).isEqualTo("Grüße");
    }
  }

  static MySqlOptions options(Path folder) {
    return MySqlOptions.in(folder).withBufferPoolMegabytes(16).withProgress(System.out::println);
  }

  static void update(MySqlDatabase database, String sql) throws SQLException {
    try (Connection connection = connect(database);
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  static String query(MySqlDatabase database, String sql) throws SQLException {
    try (Connection connection = connect(database);
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      rows.next();
      return rows.getString(1);
    }
  }

  static Connection connect(MySqlDatabase database) throws SQLException {
    return DriverManager.getConnection(database.jdbcUrl(), database.user(), database.password());
  }
}
