package org.wardbell.activities.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.SQLException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.wardbell.embedded.mysql.MySqlDatabase;
import org.wardbell.embedded.mysql.TemporaryMySql;

/** An index on a large table took longer than the driver waits for an answer. */
@Tag("servers")
final class MigrationConnectionsTest {
  private final MySqlDatabase mysql = TemporaryMySql.shared().createDatabase();
  private final DatabaseSettings impatient =
      new DatabaseSettings(
          mysql.jdbcUrl() + (mysql.jdbcUrl().contains("?") ? "&" : "?") + "socketTimeout=500",
          mysql.user(),
          mysql.password(),
          4);

  @Test
  void statement_thatTakesLong_endsInAMigrationOnly() throws Exception {
    assertThatThrownBy(() -> sleep(new ServerConnections(impatient)))
        .isInstanceOf(SQLException.class);

    assertThat(sleep(ServerConnections.forMigrations(impatient))).isEqualTo("0");
  }

  private static String sleep(ServerConnections server) throws SQLException {
    try (Connection connection = server.getConnection()) {
      return String.valueOf(Migrations.rows(connection, "select sleep(2)").getFirst().getFirst());
    }
  }
}
