package org.wardbell.activities.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.DriverManager;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.wardbell.activities.database.Ids;

/** The rows that a question looks at: those of its period, however long the history is. */
class StatisticsPlanTest extends StatisticsTest {
  private static final int DAYS = 80;

  private final UUID[] webhooks = {Ids.next(), Ids.next(), Ids.next()};
  private Connection connection;

  @AfterEach
  void end() throws Exception {
    connection.close();
  }

  @Test
  void everyQuestion_looksAtTheRowsOfItsPeriod() throws Exception {
    Instant now = recent();
    for (int day = 0; day < DAYS; day++) {
      for (UUID webhook : webhooks) {
        delivered(clinic, webhook, "bill.paid", 1_000, now.minus(Duration.ofDays(day)));
        delivered(other, webhook, "bill.paid", 1_000, now.minus(Duration.ofDays(day)));
      }
    }
    count();
    database.execute("analyze table statistics_count, statistics_duration");
    connection = DriverManager.getConnection(mysql.jdbcUrl(), mysql.user(), mysql.password());
    DSLContext session = DSL.using(connection, SQLDialect.MYSQL, database.settings());
    StatisticsQuery questions = new StatisticsQuery(session);

    for (@Nullable StatisticsGroup by :
        new StatisticsGroup[] {
          null, StatisticsGroup.WEBHOOK, StatisticsGroup.CODE, StatisticsGroup.CLINIC
        }) {
      for (UUID of : new UUID[] {clinic, null}) {
        for (StatisticsStep step : new StatisticsStep[] {StatisticsStep.HOUR, StatisticsStep.DAY}) {
          long before = reads(session);
          Statistics shown =
              questions.read(
                  new StatisticsFilter(
                      of, null, null, null, now.minus(Duration.ofDays(3)), now, step, by),
                  questions.zone(of));
          long reads = reads(session) - before;
          assertThat(shown.totals().delivered()).isGreaterThanOrEqualTo(9);
          // Three or four days of three webhooks, asked some ways, and the sums on their way.
          assertThat(reads).as(by + " " + of + " " + step).isLessThan(500);
        }
      }
    }
  }

  /** An overview asks so; what it looks at is as wide as its period, and no more. */
  @Test
  void questionsOfAllWebhooks_lookAtNoRowForEachOfThemAndItsDays() throws Exception {
    Instant now = recent();
    int webhooks = 40;
    int days = 20;
    for (int which = 0; which < webhooks; which++) {
      UUID webhook = Ids.next();
      for (int day = 0; day < days; day++) {
        delivered(clinic, webhook, "bill.paid", 1_000, now.minus(Duration.ofDays(day)));
      }
    }
    count();
    database.execute("analyze table statistics_count, statistics_total, statistics_sender");
    connection = DriverManager.getConnection(mysql.jdbcUrl(), mysql.user(), mysql.password());
    DSLContext session = DSL.using(connection, SQLDialect.MYSQL, database.settings());
    StatisticsQuery questions = new StatisticsQuery(session);

    for (UUID of : new UUID[] {clinic, null}) {
      for (StatisticsStep step : new StatisticsStep[] {StatisticsStep.HOUR, StatisticsStep.DAY}) {
        long before = reads(session);
        Statistics shown =
            questions.read(
                new StatisticsFilter(
                    of, null, null, null, now.minus(Duration.ofDays(days)), now, step, null),
                questions.zone(of));
        long reads = reads(session) - before;
        assertThat(shown.totals().delivered()).isGreaterThanOrEqualTo((days - 1L) * webhooks);
        assertThat(shown.usedWebhooks()).isEqualTo(webhooks);
        // Some look-ups for each webhook, and some for each day; not for both.
        assertThat(reads).as(of + " " + step).isLessThan(webhooks * days);
      }
    }
  }

  /** Counts what the storage engine was asked for, by the session's own counters. */
  private static long reads(DSLContext session) {
    return session
        .fetch(
            "show session status where variable_name in ('Handler_read_key',"
                + " 'Handler_read_next', 'Handler_read_prev', 'Handler_read_first',"
                + " 'Handler_read_rnd_next')")
        .stream()
        .mapToLong(row -> Long.parseLong(row.get(1, String.class)))
        .sum();
  }
}
