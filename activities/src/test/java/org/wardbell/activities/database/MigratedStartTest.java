package org.wardbell.activities.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.jooq.exception.DataAccessException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.wardbell.activities.database.generated.Tables;
import org.wardbell.embedded.mysql.MySqlDatabase;
import org.wardbell.embedded.mysql.TemporaryMySql;

/** A start that changes no tables, with an account that may not. */
@Tag("servers")
final class MigratedStartTest {
  @Test
  void start_onAnEmptyDatabase_isRefusedWithTheCommand() {
    MySqlDatabase empty = rowsOnly(TemporaryMySql.shared().createDatabase());

    assertThatThrownBy(() -> Database.openMigrated(settings(empty), _ -> {}).close())
        .isInstanceOf(RefusedStart.class)
        .hasMessageContaining("schema is empty")
        .hasMessageContaining("./wardbell migrate");
  }

  @Test
  void start_onAnOlderSchema_isRefusedWithBothVersions() {
    MySqlDatabase migrated = MigratedDatabase.create();
    try (Database owner = Database.open(settings(migrated))) {
      owner.dsl().execute("delete from flyway_schema_history order by installed_rank desc limit 1");
    }

    assertThatThrownBy(() -> Database.openMigrated(settings(rowsOnly(migrated)), _ -> {}).close())
        .isInstanceOf(RefusedStart.class)
        .hasMessageMatching(".*schema is of version \\d+, .* needs version \\d+: .*");
  }

  @Test
  void start_onAMigratedDatabase_readsAndWritesRows_andCannotChangeTables() {
    MySqlDatabase account = rowsOnly(MigratedDatabase.create());

    try (Database database = Database.openMigrated(settings(account), _ -> {})) {
      assertThat(database.migrates()).isFalse();
      assertThat(database.dsl().deleteFrom(Tables.CALENDAR).execute()).isZero();
      assertThatThrownBy(() -> database.dsl().execute("create table extra (id int)"))
          .isInstanceOf(DataAccessException.class)
          .hasMessageContaining("denied");
    }
  }

  @Test
  void schema_ofANewerVersion_isTaken() {
    MySqlDatabase migrated = MigratedDatabase.create();
    try (Database owner = Database.open(settings(migrated))) {
      owner
          .dsl()
          .execute(
              "insert into flyway_schema_history"
                  + " (installed_rank, version, description, type, script, installed_by, execution_time, success)"
                  + " values (99999, '99999', 'newer', 'SQL', 'V99999__newer.sql', 'newer', 1, 1)");
    }

    try (Database database = Database.openMigrated(settings(rowsOnly(migrated)), _ -> {})) {
      assertThat(database.dsl().fetchCount(Tables.CALENDAR)).isZero();
    }
  }

  @Test
  void migrations_afterAStart_areDone_andOneThatWasChangedLaterIsRefused() {
    MySqlDatabase migrated = MigratedDatabase.create();
    try (Database owner = Database.open(settings(migrated))) {
      assertThat(Migrations.isDone(migrations(migrated).load().info())).isTrue();
      owner
          .dsl()
          .execute("update flyway_schema_history set checksum = checksum + 1 where version = '8'");
    }

    assertThat(Migrations.isDone(migrations(migrated).load().info())).isFalse();
    assertThatThrownBy(() -> Database.open(settings(migrated)).close())
        .isInstanceOf(FlywayException.class)
        .hasMessageContaining("checksum mismatch");
  }

  @Test
  void processesThatStartTogether_onANewDatabase_allStart() throws Exception {
    DatabaseSettings fresh = settings(TemporaryMySql.shared().createDatabase());
    try (ExecutorService starts = Executors.newFixedThreadPool(3)) {
      List<Future<?>> ends = new ArrayList<>();
      for (int i = 0; i < 3; i++) {
        ends.add(starts.submit(() -> Database.open(fresh).close()));
      }
      for (Future<?> end : ends) {
        end.get();
      }
    }
    try (Database database = Database.open(fresh)) {
      assertThat(PlainColumns.tables(database.dsl())).isEmpty();
    }
  }

  private static FluentConfiguration migrations(MySqlDatabase database) {
    return new Migrations(ServerConnections.forMigrations(settings(database)), null)
        .configuration();
  }

  private static MySqlDatabase rowsOnly(MySqlDatabase database) {
    return TemporaryMySql.shared().withoutTableRights(database);
  }

  private static DatabaseSettings settings(MySqlDatabase database) {
    return new DatabaseSettings(database.jdbcUrl(), database.user(), database.password(), 4);
  }
}
