package org.wardbell.activities.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;
import org.jooq.exception.DataAccessException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.wardbell.activities.database.meter.CachedReading;
import org.wardbell.embedded.mysql.MySqlDatabase;

/** What is measured of pools and statements. */
@Tag("servers")
final class DatabaseMetersTest {
  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private Database database;

  @BeforeEach
  void open() {
    MySqlDatabase mysql = MigratedDatabase.create();
    database =
        Database.open(new DatabaseSettings(mysql.jdbcUrl(), mysql.user(), mysql.password(), 10));
    database.meters().bindTo(registry);
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void statement_thatTookLong_isCounted_andAQuickOneIsNot() {
    database.dsl().fetch("select 1");
    assertThat(slow()).isZero();

    database.dsl().fetch("select sleep(1.1)");
    database.sending().fetch("select 1");

    assertThat(slow()).isEqualTo(1);
  }

  @Test
  void statement_thatFailedAfterLong_isCounted() {
    assertThatThrownBy(() -> database.dsl().resultQuery("select sleep(30)").queryTimeout(2).fetch())
        .isInstanceOf(DataAccessException.class);

    assertThat(slow()).isEqualTo(1);
  }

  @Test
  void pools_areEachMeasuredByName() {
    for (String pool :
        List.of("wardbell-requests", "wardbell-sending", "wardbell-commits", "wardbell-keys")) {
      assertThat(registry.get("hikaricp.connections.max").tag("pool", pool).gauge().value())
          .isPositive();
    }
    database.dsl().fetch("select 1");
    assertThat(
            registry
                .get("hikaricp.connections.acquire")
                .tag("pool", "wardbell-requests")
                .timer()
                .count())
        .isPositive();
  }

  @Test
  void reading_whileTheDatabaseIsAway_isNotANumber() {
    CachedReading<Integer> reading =
        new CachedReading<>(() -> database.dsl().fetchSingle("select 7").get(0, Integer.class));
    assertThat(reading.number(Integer::doubleValue)).isEqualTo(7);

    CachedReading<Integer> failing =
        new CachedReading<>(
            () -> database.dsl().fetchSingle("select no_such_column").get(0, Integer.class));
    assertThat(failing.number(Integer::doubleValue)).isNaN();
  }

  private double slow() {
    return registry.get("wardbell.database.statements.slow").functionCounter().count();
  }
}
