package org.wardbell.activities.delivery.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wardbell.activities.database.generated.Tables.DELIVERY;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jooq.Query;
import org.jooq.Select;
import org.jooq.impl.DSL;
import org.jooq.types.UByte;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.wardbell.activities.database.Database;
import org.wardbell.activities.database.DatabaseSettings;
import org.wardbell.activities.database.Ids;
import org.wardbell.activities.database.MigratedDatabase;
import org.wardbell.embedded.mysql.MySqlDatabase;
import org.wardbell.workflows.delivery.DeliveryStatus;

/** What is asked about the deliveries of webhooks, with thousands of them. */
@Tag("servers")
class WebhookDeliveriesQueryTest {
  private static final int MANY = 3_000;
  private static final Instant AT = Instant.now().truncatedTo(ChronoUnit.MILLIS);

  private static Database database;
  private static WebhookDeliveriesQuery query;
  private static final UUID BUSY = Ids.next();
  private static final UUID SMALL = Ids.next();
  private static final UUID SILENT = Ids.next();

  @BeforeAll
  static void fill() {
    MySqlDatabase empty = MigratedDatabase.create();
    database =
        Database.open(new DatabaseSettings(empty.jdbcUrl(), empty.user(), empty.password(), 4));
    query = new WebhookDeliveriesQuery(database.dsl());
    List<Query> inserts = new ArrayList<>();
    for (int i = 0; i < MANY; i++) {
      inserts.add(insert(BUSY, "DELIVERED", null, null, AT));
      inserts.add(insert(BUSY, "PARKED", "circuit", "http_401", AT));
    }
    inserts.add(insert(SMALL, "PARKED", "order", null, AT.plusSeconds(60)));
    inserts.add(insert(SMALL, "PARKED", "circuit", "http_503", AT.plusSeconds(5)));
    inserts.add(insert(SMALL, "PARKED", "circuit", "http_503", AT.plusSeconds(90)));
    inserts.add(insert(SMALL, "PENDING", null, "http_500", AT));
    inserts.add(insert(SMALL, "EXHAUSTED", null, "http_500", AT));
    database.dsl().batch(inserts).execute();
    database.dsl().execute("analyze table delivery");
  }

  private static Query insert(
      UUID webhook, String status, @Nullable String reason, @Nullable String code, Instant end) {
    return database
        .dsl()
        .insertInto(DELIVERY)
        .set(DELIVERY.ID, Ids.next())
        .set(DELIVERY.CLINIC_ID, BUSY)
        .set(DELIVERY.EVENT_ID, Ids.next())
        .set(DELIVERY.WEBHOOK_ID, webhook)
        .set(DELIVERY.TRIGGER, "live")
        .set(DELIVERY.URGENCY, UByte.valueOf("order".equals(reason) ? 2 : 0))
        .set(DELIVERY.STATUS, status)
        .set(DELIVERY.PARKED_REASON, reason)
        .set(DELIVERY.LAST_CODE, code)
        .set(DELIVERY.EXHAUSTS_AT, end)
        .set(DELIVERY.CREATED_AT, AT);
  }

  @AfterAll
  static void close() {
    database.close();
  }

  @Test
  void waiting_ofAFew_isToldByItsReasons() {
    WebhookDeliveriesQuery.Waiting waiting = query.waiting(SMALL);

    assertThat(waiting.parked()).isEqualTo(Map.of("order", 1, "circuit", 2));
    assertThat(waiting.trying()).isEqualTo(1);
    assertThat(waiting.all()).isEqualTo(4);
    assertThat(waiting.isMore()).isFalse();
    assertThat(waiting.firstEnd()).isEqualTo(AT.plusSeconds(5));
    assertThat(waiting.frequentCode()).isEqualTo("http_503");
  }

  @Test
  void waiting_ofMoreThanIsCounted_saysSo() {
    WebhookDeliveriesQuery.Waiting waiting = query.waiting(BUSY);

    assertThat(waiting.parked()).isEqualTo(Map.of("circuit", WebhookDeliveriesQuery.COUNTED));
    assertThat(waiting.isMore()).isTrue();
  }

  @Test
  void waiting_ofNothing_isNothing() {
    WebhookDeliveriesQuery.Waiting waiting = query.waiting(SILENT);

    assertThat(waiting.all()).isZero();
    assertThat(waiting.firstEnd()).isNull();
    assertThat(waiting.frequentCode()).isNull();
  }

  @Test
  void open_countsNoFurtherThanItSays() {
    assertThat(query.open(List.of(SMALL, SILENT))).isEqualTo(4);
    assertThat(query.open(List.of(SMALL, BUSY))).isEqualTo(WebhookDeliveriesQuery.COUNTED + 1);
    assertThat(query.open(List.of())).isZero();
  }

  @Test
  void newest_ofEachWebhook_isItsLastDelivery() {
    Map<UUID, WebhookDeliveriesQuery.Newest> newest = query.newest(List.of(BUSY, SMALL, SILENT));

    assertThat(newest).containsOnlyKeys(BUSY, SMALL);
    WebhookDeliveriesQuery.Newest small = Objects.requireNonNull(newest.get(SMALL));
    assertThat(small.status()).isEqualTo(DeliveryStatus.EXHAUSTED);
    assertThat(small.at()).isEqualTo(AT);
    assertThat(Objects.requireNonNull(newest.get(BUSY)).status()).isEqualTo(DeliveryStatus.PARKED);
  }

  /** A webhook with a million deliveries costs what one with a few costs. */
  @Test
  void newest_entersTheIndexOnceForEachGroup() {
    assertThat(reads(query.numbers(List.of(BUSY, SMALL, SILENT)))).isLessThan(50);
  }

  @Test
  void waiting_readsInOrderAndNoFurtherThanItCounts() {
    assertThat(reads(query.parkedRows(BUSY))).isLessThan(WebhookDeliveriesQuery.COUNTED + 10);
  }

  /**
   * Counts what the storage engine was asked for, by the session's own counters. The query runs as
   * the product runs it, with its values bound: MySQL has other plans for those.
   */
  private static long reads(Select<?> select) {
    return database
        .dsl()
        .connectionResult(
            connection -> {
              var session = DSL.using(connection, database.dsl().settings());
              long before = count(session);
              session.fetch(select);
              return count(session) - before;
            });
  }

  private static long count(org.jooq.DSLContext session) {
    return session
        .fetch(
            "show session status where variable_name in ('Handler_read_key',"
                + " 'Handler_read_next', 'Handler_read_prev', 'Handler_read_first')")
        .stream()
        .mapToLong(row -> Long.parseLong(row.get(1, String.class)))
        .sum();
  }
}
