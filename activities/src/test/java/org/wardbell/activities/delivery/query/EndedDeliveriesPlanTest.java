package org.wardbell.activities.delivery.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wardbell.activities.database.generated.Tables.DELIVERY;

import java.sql.Connection;
import java.sql.DriverManager;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.wardbell.activities.crypto.Encryption;
import org.wardbell.activities.crypto.MasterKey;
import org.wardbell.activities.database.Database;
import org.wardbell.activities.database.DatabaseSettings;
import org.wardbell.activities.database.MigratedDatabase;
import org.wardbell.activities.event.EventQuery;
import org.wardbell.activities.event.EventStore;
import org.wardbell.embedded.mysql.MySqlDatabase;
import org.wardbell.workflows.delivery.DeliveryStatus;

/** The rows that the list by the end looks at, and what it finds. */
@Tag("servers")
class EndedDeliveriesPlanTest {
  /** A delivery a second; each tenth is tried again an hour later, of some nothing more is sent. */
  private static final int ROWS = 30_000;

  private static final int LIMIT = 50;
  private static final Instant BEGAN = Instant.parse("2026-03-01T00:00:00Z");
  private static final UUID CLINIC = new UUID(0, 1);
  private static final UUID RARE = new UUID(0, 2);
  private static final UUID WEBHOOK = new UUID(0, 3);

  /** Numbers from 0 on, and for each the second at which its delivery ended. */
  private static final String NUMBERS =
      """
      with recursive n (i) as (select 0 union all select i + 1 from n where i < %d),
      d (i, ended, status) as (
        select i, i + if(i %% 100 = 50, 7200, if(i %% 10 = 0, 3601, 1)),
          if(i %% 100 = 50, 'CANCELLED', if(i %% 20 = 0, 'EXHAUSTED', 'DELIVERED')) from n)
      """
          .formatted(ROWS - 1);

  private static final String ID = "unhex(lpad(hex(i + 1000), 32, '0'))";
  private static final String OWNER = "unhex(lpad(if(i % 1000 = 0, 2, 1), 32, '0'))";
  private static final String HOOK = "unhex(lpad(3, 32, '0'))";

  private static Database database;
  private static Connection connection;
  private static DSLContext session;
  private static EndedDeliveriesQuery ended;
  private static DeliveryListQuery lists;

  @BeforeAll
  static void fill() throws Exception {
    MySqlDatabase empty = MigratedDatabase.create();
    database =
        Database.open(new DatabaseSettings(empty.jdbcUrl(), empty.user(), empty.password(), 4));
    connection = DriverManager.getConnection(empty.jdbcUrl(), empty.user(), empty.password());
    session = DSL.using(connection, SQLDialect.MYSQL, database.dsl().settings());
    execute("set session cte_max_recursion_depth = " + ROWS);
    execute(
        "insert into delivery (id, clinic_id, event_id, webhook_id, `trigger`, status, attempts, created_at, finished_at) "
            + NUMBERS
            + "select %s, %s, %s, %s, 'live', status, if(i %% 10 = 0 and status <> 'CANCELLED', 2, 1), %s, %s from d order by i"
                .formatted(ID, OWNER, ID, HOOK, at("i"), at("ended")));
    execute(
        "insert into attempt (delivery_id, ordinal, clinic_id, webhook_id, webhook_version, `trigger`, lane, started_at, finished_at, outcome, code) "
            + NUMBERS
            + "select id, ordinal, owner, hook, 1, 'schedule', 'EXPRESS', began, ended, outcome, '' from ("
            + attempts("1", "i", "i + 1", "if(i % 10 = 0, 'FAILED', 'DELIVERED')", "true")
            + " union all "
            + attempts(
                "2",
                "i + 3600",
                "ended",
                "if(i % 20 = 0, 'FAILED', 'DELIVERED')",
                "i % 10 = 0 and status <> 'CANCELLED'")
            + ") a order by began");
    execute(
        "insert into delivery_end (delivery_id, clinic_id, webhook_id, event_id, status, ended_at) "
            + NUMBERS
            + "select %s, %s, %s, %s, status, %s from d where status = 'CANCELLED' order by i"
                .formatted(ID, OWNER, HOOK, ID, at("ended")));
    execute("analyze table attempt, delivery, delivery_end");
    Encryption encryption =
        new Encryption(MasterKey.ofText(MasterKey.newKeyset()), database.keys());
    lists = new DeliveryListQuery(session, new EventQuery(session, new EventStore(encryption)));
    ended = new EndedDeliveriesQuery(session, lists);
  }

  private static String at(String seconds) {
    return "timestamp '2026-03-01 00:00:00' + interval (" + seconds + ") second";
  }

  private static String attempts(
      String ordinal, String began, String end, String outcome, String wanted) {
    return "select %s id, %s ordinal, %s owner, %s hook, %s began, %s ended, %s outcome from d where %s"
        .formatted(ID, ordinal, OWNER, HOOK, at(began), at(end), outcome, wanted);
  }

  /** Runs a statement as it is: jOOQ would take what is between braces and question marks. */
  private static void execute(String sql) throws Exception {
    try (var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  @AfterAll
  static void close() throws Exception {
    connection.close();
    database.close();
  }

  private static DeliveryFilter filter(
      @Nullable UUID clinic,
      @Nullable UUID webhook,
      @Nullable DeliveryStatus status,
      @Nullable Instant from,
      @Nullable Instant to) {
    return new DeliveryFilter(clinic, webhook, null, status, null).endedIn(from, to);
  }

  @Test
  void everyPeriod_hasExactlyWhatEndedInIt_andEachOnce() {
    Instant noon = BEGAN.plus(Duration.ofHours(3));
    for (DeliveryFilter filter :
        List.of(
            filter(CLINIC, null, null, noon, noon.plusSeconds(600)),
            filter(CLINIC, WEBHOOK, DeliveryStatus.EXHAUSTED, noon, noon.plusSeconds(7200)),
            filter(CLINIC, null, DeliveryStatus.CANCELLED, noon, noon.plusSeconds(7200)),
            filter(RARE, null, null, noon, noon.plusSeconds(7200)),
            filter(null, null, null, noon.plusSeconds(19_000), null),
            filter(CLINIC, null, DeliveryStatus.EXHAUSTED, null, noon))) {
      List<UUID> pages = pages(filter);
      assertThat(pages).as(filter.toString()).doesNotHaveDuplicates().hasSizeGreaterThan(5);
      assertThat(pages)
          .as(filter.toString())
          .containsExactlyInAnyOrderElementsOf(
              session
                  .select(DELIVERY.ID)
                  .from(DELIVERY)
                  .where(DeliveryConditions.whole(filter))
                  .and(DELIVERY.FINISHED_AT.isNotNull())
                  .fetch(DELIVERY.ID));
    }
  }

  /** What walks the list by numbers, as jobs do, finds the same. */
  @Test
  void list_byNumbers_findsTheSame() {
    Instant noon = BEGAN.plus(Duration.ofHours(3));
    DeliveryFilter filter = filter(CLINIC, null, null, noon, noon.plusSeconds(60));
    List<UUID> found = new ArrayList<>();
    Long before = null;
    do {
      DeliverySlice slice = lists.list(filter.before(before), LIMIT);
      slice.deliveries().forEach(delivery -> found.add(delivery.id()));
      before = slice.next();
    } while (before != null);

    assertThat(found).containsExactlyInAnyOrderElementsOf(pages(filter));
  }

  @Test
  void page_looksAtItsPeriodOnly_andAtNoMoreThanItsWindow() {
    Instant noon = BEGAN.plus(Duration.ofHours(3));
    // Ten minutes of attempts, with what may have begun before, each with its delivery.
    assertThat(rowsRead(filter(CLINIC, null, null, noon, noon.plusSeconds(600))))
        .isLessThan(4 * (600 + 900 + 120));
    assertThat(rowsRead(filter(RARE, null, null, null, null).endedIn(BEGAN, null)))
        .isLessThan(3 * AttemptListQuery.SCANNED_ROWS);
    assertThat(rowsRead(filter(CLINIC, null, DeliveryStatus.GONE, BEGAN, null)))
        .isLessThan(4 * AttemptListQuery.JOINED_ROWS);
  }

  private static List<UUID> pages(DeliveryFilter filter) {
    List<UUID> found = new ArrayList<>();
    EndedSlice.Position position = null;
    do {
      EndedSlice slice = ended.list(filter, position, LIMIT);
      assertThat(slice.deliveries()).hasSizeLessThanOrEqualTo(LIMIT);
      slice.deliveries().forEach(delivery -> found.add(delivery.id()));
      position = slice.next();
    } while (position != null);
    return found;
  }

  private static long rowsRead(DeliveryFilter filter) {
    long before = reads();
    ended.list(filter, null, LIMIT);
    return reads() - before;
  }

  /** Counts what the storage engine was asked for, by the session's own counters. */
  private static long reads() {
    return session
        .fetch(
            "show session status where variable_name in ('Handler_read_key',"
                + " 'Handler_read_next', 'Handler_read_prev', 'Handler_read_rnd_next')")
        .stream()
        .mapToLong(row -> Long.parseLong(row.get(1, String.class)))
        .sum();
  }
}
