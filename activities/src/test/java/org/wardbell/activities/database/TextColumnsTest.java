package org.wardbell.activities.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wardbell.activities.database.generated.Tables.CLINIC;

import java.sql.Connection;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jooq.DSLContext;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.wardbell.embedded.mysql.MySqlDatabase;
import org.wardbell.embedded.mysql.TemporaryMySql;

/**
 * The hoster makes databases in latin1. A clinic named 李医院 was answered with 201 and kept as ???.
 */
@Tag("servers")
final class TextColumnsTest {
  private static final String NAME = "李医院 🩺";

  /** A character that latin1 has, in a row from before. */
  private static final String OLD_NAME = "Zürich";

  private final MySqlDatabase mysql = TemporaryMySql.shared().createDatabase();
  private final DatabaseSettings settings =
      new DatabaseSettings(mysql.jdbcUrl(), mysql.user(), mysql.password(), 4);

  @Test
  void text_inAFreshDatabaseOfLatin1_isKeptWhole() throws Exception {
    makeLatin1();

    try (Database database = Database.open(settings)) {
      assertTextPasses(database.dsl());
    }
  }

  @Test
  void text_inTablesThatWereMadeInLatin1_isKeptWhole() throws Exception {
    makeLatin1();
    ServerConnections server = new ServerConnections(settings);
    new Migrations(server, null).configuration().target("12?").load().migrate();
    try (Connection connection = server.getConnection()) {
      assertThat(charsets(connection)).contains("latin1");
      try (Statement statement = connection.createStatement()) {
        statement.execute(
            "insert into clinic (id, name, time_zone, created_at)"
                + " values (repeat('x', 16), '"
                + OLD_NAME
                + "', 'UTC', utc_timestamp(6))");
      }
    }

    try (Database database = Database.open(settings)) {
      assertTextPasses(database.dsl());
      assertThat(database.dsl().fetchExists(CLINIC, CLINIC.NAME.eq(OLD_NAME))).isTrue();
    }
  }

  @Test
  void column_whateverTheDatabasesDefault_hasTheSameDefinition() throws Exception {
    MySqlDatabase usual = TemporaryMySql.shared().createDatabase();
    DatabaseSettings other =
        new DatabaseSettings(usual.jdbcUrl(), usual.user(), usual.password(), 4);
    makeLatin1();
    new Migrations(new ServerConnections(settings), null)
        .configuration()
        .target("12?")
        .load()
        .migrate();

    Database.open(settings).close();
    Database.open(other).close();

    assertThat(definitions(settings)).hasSizeGreaterThan(100).isEqualTo(definitions(other));
  }

  private void makeLatin1() throws Exception {
    try (Connection connection = new ServerConnections(settings).getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("alter database character set latin1 collate latin1_swedish_ci");
    }
  }

  private static List<String> charsets(Connection connection) throws Exception {
    return Migrations.rows(
            connection,
            "select distinct character_set_name from information_schema.columns"
                + " where table_schema = database() and character_set_name is not null")
        .stream()
        .map(row -> String.valueOf(row.getFirst()))
        .toList();
  }

  private static List<?> definitions(DatabaseSettings settings) throws Exception {
    try (Connection connection = new ServerConnections(settings).getConnection()) {
      return Migrations.rows(
          connection,
          "select table_name, column_name, column_type, is_nullable, column_default, extra,"
              + " character_set_name, collation_name from information_schema.columns"
              + " where table_schema = database() and table_name <> 'flyway_schema_history'"
              + " order by table_name, ordinal_position");
    }
  }

  private static void assertTextPasses(DSLContext dsl) {
    UUID clinic = Ids.next();
    dsl.insertInto(CLINIC)
        .set(CLINIC.ID, clinic)
        .set(CLINIC.NAME, NAME)
        .set(CLINIC.TIME_ZONE, "Asia/Shanghai")
        .set(CLINIC.CREATED_AT, Instant.now())
        .execute();
    assertThat(dsl.fetchSingle(CLINIC, CLINIC.ID.eq(clinic)).getName()).isEqualTo(NAME);
  }
}
