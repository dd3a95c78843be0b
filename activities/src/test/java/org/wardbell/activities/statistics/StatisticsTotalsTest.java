package org.wardbell.activities.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.util.List;
import org.jooq.DSLContext;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.wardbell.activities.database.Database;
import org.wardbell.activities.database.DatabaseSettings;
import org.wardbell.activities.database.OlderSchema;
import org.wardbell.embedded.mysql.MySqlDatabase;
import org.wardbell.embedded.mysql.TemporaryMySql;

/** The totals of columns that were counted before there were totals. */
@Tag("servers")
class StatisticsTotalsTest {
  @Test
  void countsOfAnOlderVersion_getTheirTotals() throws SQLException {
    MySqlDatabase mysql = TemporaryMySql.shared().createDatabase();
    DatabaseSettings settings =
        new DatabaseSettings(mysql.jdbcUrl(), mysql.user(), mysql.password(), 4);
    try (OlderSchema old = OlderSchema.make(settings, 59)) {
      DSLContext dsl = old.dsl();
      insert(dsl, "HOUR", "2026-11-20 10:00:00", 1, "bill.paid", "DELIVERED", 3);
      insert(dsl, "DAY", "2026-11-20 00:00:00", 1, "bill.paid", "DELIVERED", 3);
      insert(dsl, "DAY", "2026-11-20 00:00:00", 1, "patient.created", "DELIVERED", 4);
      insert(dsl, "DAY", "2026-11-20 00:00:00", 2, "bill.paid", "FAILED", 5);
      insert(dsl, "DAY", "2026-11-20 00:00:00", 3, "bill.paid", "CANCELLED", 0);
      insert(dsl, "DAY", "2026-11-21 00:00:00", 1, "bill.paid", "DELIVERED", 6);
    }

    try (Database database = Database.open(settings)) {
      assertThat(
              rows(
                  database.dsl(),
                  "select step, date_format(starts_at, '%d %H'), outcome, attempts, deliveries"
                      + " from statistics_total order by step, starts_at, outcome"))
          .containsExactly(
              "DAY 20 00 CANCELLED 0 1",
              "DAY 20 00 DELIVERED 7 2",
              "DAY 20 00 FAILED 5 1",
              "DAY 21 00 DELIVERED 6 1",
              "HOUR 20 10 DELIVERED 3 1");
      assertThat(
              rows(
                  database.dsl(),
                  "select hex(right(webhook_id, 1)), date_format(starts_at, '%d')"
                      + " from statistics_sender order by webhook_id, starts_at"))
          .containsExactly("01 20", "01 21", "02 20");
    }
  }

  @Test
  void fillingThatWasInterrupted_isFinishedByTheNextStart() throws SQLException {
    MySqlDatabase mysql = TemporaryMySql.shared().createDatabase();
    DatabaseSettings settings =
        new DatabaseSettings(mysql.jdbcUrl(), mysql.user(), mysql.password(), 4);
    try (OlderSchema old = OlderSchema.make(settings, 66)) {
      DSLContext dsl = old.dsl();
      insert(dsl, "DAY", "2026-11-20 00:00:00", 1, "bill.paid", "DELIVERED", 3);
      insert(dsl, "DAY", "2026-11-21 00:00:00", 1, "bill.paid", "DELIVERED", 6);
      dsl.execute(
          "insert into statistics_total (generation, step, clinic_id, starts_at, outcome, events,"
              + " attempts, deliveries) select generation, step, clinic_id, starts_at, outcome,"
              + " events, attempts, deliveries from statistics_count order by starts_at limit 1");
    }

    try (Database database = Database.open(settings)) {
      assertThat(
              rows(
                  database.dsl(),
                  "select date_format(starts_at, '%d'), attempts from statistics_total"
                      + " order by starts_at"))
          .containsExactly("20 3", "21 6");
      assertThat(rows(database.dsl(), "select date_format(starts_at, '%d') from statistics_sender"))
          .containsExactlyInAnyOrder("20", "21");
    }
  }

  private static void insert(
      DSLContext dsl,
      String step,
      String startsAt,
      int webhook,
      String type,
      String outcome,
      int attempts) {
    dsl.execute(
        "insert into statistics_count (generation, step, clinic_id, starts_at, webhook_id,"
            + " event_type, outcome, code, events, attempts, deliveries)"
            + " values (1, ?, unhex(lpad('7', 32, '0')), ?, unhex(lpad(?, 32, '0')), ?, ?, '', 0, ?, 1)",
        step,
        startsAt,
        webhook,
        type,
        outcome,
        attempts);
  }

  private static List<String> rows(DSLContext dsl, String query) {
    return dsl.fetch(query).stream()
        .map(
            row ->
                row.intoList().stream()
                    .map(String::valueOf)
                    .reduce((one, other) -> one + " " + other)
                    .orElseThrow())
        .toList();
  }
}
