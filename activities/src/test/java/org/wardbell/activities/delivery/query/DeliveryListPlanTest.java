package org.wardbell.activities.delivery.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wardbell.activities.database.generated.Tables.DELIVERY;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jooq.DSLContext;
import org.jooq.InsertSetMoreStep;
import org.jooq.Query;
import org.jooq.Record;
import org.jooq.conf.ParamType;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.wardbell.activities.database.Database;
import org.wardbell.activities.database.DatabaseSettings;
import org.wardbell.activities.database.Ids;
import org.wardbell.embedded.mysql.MySqlDatabase;
import org.wardbell.embedded.mysql.TemporaryMySql;
import org.wardbell.workflows.delivery.DeliveryStatus;

/** The database's plan for each form of the list: along an index, never all rows. */
@Tag("servers")
class DeliveryListPlanTest {
  private static final int CLINICS = 4;
  private static final int ROWS = 4_000;
  private static final UUID[] CLINIC = ids(CLINICS);
  private static final UUID[] WEBHOOK = ids(CLINICS);

  private static Database database;
  private static DeliveryListQuery lists;

  private static UUID[] ids(int count) {
    UUID[] ids = new UUID[count];
    for (int i = 0; i < count; i++) {
      ids[i] = Ids.next();
    }
    return ids;
  }

  @BeforeAll
  static void fill() {
    MySqlDatabase empty = TemporaryMySql.shared().createDatabase();
    database =
        Database.open(new DatabaseSettings(empty.jdbcUrl(), empty.user(), empty.password(), 4));
    lists = new DeliveryListQuery(database.dsl());
    List<Query> inserts = new ArrayList<>();
    for (int i = 0; i < ROWS; i++) {
      inserts.add(insert(i));
    }
    database.dsl().batch(inserts).execute();
    database.dsl().execute("analyze table delivery");
  }

  private static InsertSetMoreStep<?> insert(int i) {
    DeliveryStatus status = i % 50 == 0 ? DeliveryStatus.PARKED : DeliveryStatus.DELIVERED;
    return database
        .dsl()
        .insertInto(DELIVERY)
        .set(DELIVERY.ID, Ids.next())
        .set(DELIVERY.CLINIC_ID, CLINIC[i % CLINICS])
        .set(DELIVERY.EVENT_ID, Ids.next())
        .set(DELIVERY.WEBHOOK_ID, WEBHOOK[i % CLINICS])
        .set(DELIVERY.TRIGGER, "schedule")
        .set(DELIVERY.STATUS, status.name())
        .set(DELIVERY.CREATED_AT, Instant.now());
  }

  @AfterAll
  static void close() {
    database.close();
  }

  @Test
  void everyForm_walksAnIndex() {
    UUID event =
        database.dsl().select(DELIVERY.EVENT_ID).from(DELIVERY).limit(1).fetchSingle().value1();
    for (UUID clinic : new UUID[] {null, CLINIC[0]}) {
      for (Long before : new Long[] {null, 3_000L}) {
        walksAnIndex(new DeliveryFilter(clinic, null, null, null, before));
        walksAnIndex(new DeliveryFilter(clinic, WEBHOOK[0], null, null, before));
        walksAnIndex(new DeliveryFilter(clinic, WEBHOOK[0], null, DeliveryStatus.PARKED, before));
        walksAnIndex(
            new DeliveryFilter(clinic, WEBHOOK[0], null, DeliveryStatus.DELIVERED, before));
        walksAnIndex(new DeliveryFilter(clinic, null, event, null, before));
        walksAnIndex(new DeliveryFilter(clinic, null, event, DeliveryStatus.PARKED, before));
      }
    }
  }

  private static void walksAnIndex(DeliveryFilter filter) {
    DSLContext dsl = database.dsl();
    String sql =
        lists.select(filter, DeliveryListQuery.common(filter), 51).getSQL(ParamType.INLINED);
    List<Record> steps =
        dsl.fetch("explain " + sql).stream()
            // The merged rows of a union are no table of ours: at most 51 for each status.
            .filter(step -> !String.valueOf(step.get("table")).startsWith("<"))
            .map(Record.class::cast)
            .toList();
    assertThat(steps).isNotEmpty();
    assertThat(steps)
        .allSatisfy(
            step -> {
              assertThat(step.get("type")).as(filter + "\n" + step).isNotEqualTo("ALL");
              assertThat(step.get("key")).as(filter + "\n" + step).isNotNull();
              if (filter.event() == null) {
                assertThat(String.valueOf(step.get("Extra")))
                    .as(filter + "\n" + step)
                    .doesNotContain("filesort");
              }
            });
  }

  @Test
  void everyForm_looksAtNoMoreRowsThanItsPagesHave() {
    for (UUID clinic : new UUID[] {null, CLINIC[0]}) {
      for (Long before : new Long[] {null, 3_000L}) {
        for (DeliveryStatus status : new DeliveryStatus[] {null, DeliveryStatus.DELIVERED}) {
          DeliveryFilter filter = new DeliveryFilter(clinic, WEBHOOK[0], null, status, before);
          assertThat(rowsRead(filter)).as(filter.toString()).isLessThan(ROWS / CLINICS / 2);
        }
      }
    }
  }

  /** Counts what the storage engine was asked for, by the session's own counters. */
  private static long rowsRead(DeliveryFilter filter) {
    return database
        .dsl()
        .connectionResult(
            connection -> {
              DSLContext session = DSL.using(connection, database.dsl().settings());
              String sql =
                  lists
                      .select(filter, DeliveryListQuery.common(filter), 5)
                      .getSQL(ParamType.INLINED);
              long before = indexReads(session);
              assertThat(session.fetch(sql)).hasSize(5);
              return indexReads(session) - before;
            });
  }

  private static long indexReads(DSLContext session) {
    return session
        .fetch(
            "show session status where variable_name in"
                + " ('Handler_read_key', 'Handler_read_next', 'Handler_read_prev')")
        .stream()
        .mapToLong(row -> Long.parseLong(row.get(1, String.class)))
        .sum();
  }

  @Test
  void rareStatus_withoutWebhook_isFoundPageByPage() {
    List<Long> numbers = new ArrayList<>();
    Long before = null;
    do {
      DeliverySlice slice =
          lists.list(new DeliveryFilter(CLINIC[0], null, null, DeliveryStatus.PARKED, before), 7);
      slice.deliveries().forEach(delivery -> numbers.add(delivery.number()));
      before = slice.next();
    } while (before != null);
    assertThat(numbers)
        .hasSize(ROWS / 100)
        .doesNotHaveDuplicates()
        .isSortedAccordingTo(java.util.Comparator.reverseOrder());
  }
}
