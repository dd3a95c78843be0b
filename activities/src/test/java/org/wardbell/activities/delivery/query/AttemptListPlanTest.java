package org.wardbell.activities.delivery.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wardbell.activities.database.generated.Tables.ATTEMPT;
import static org.wardbell.activities.database.generated.Tables.DELIVERY;
import static org.wardbell.activities.database.generated.Tables.EVENT;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import org.jooq.DSLContext;
import org.jooq.Query;
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
import org.wardbell.activities.database.Ids;
import org.wardbell.activities.database.MigratedDatabase;
import org.wardbell.activities.event.EventQuery;
import org.wardbell.activities.event.EventStore;
import org.wardbell.embedded.mysql.MySqlDatabase;
import org.wardbell.workflows.delivery.AttemptOutcome;
import org.wardbell.workflows.delivery.DeliveryStatus;

/** The rows that the execution log looks at, by form of its filter, and what it finds. */
@Tag("servers")
class AttemptListPlanTest {
  private static final int ROWS = 30_000;
  private static final int LIMIT = 20;
  private static final int BATCH = 2_000;
  private static final Instant BEGAN = Instant.parse("2026-03-01T00:00:00Z");
  private static final UUID[] CLINIC = {Ids.next(), Ids.next()};
  private static final UUID[] WEBHOOK = {Ids.next(), Ids.next()};

  private static Database database;
  private static DSLContext session;
  private static EventQuery events;
  private static java.sql.Connection connection;

  @BeforeAll
  static void fill() throws Exception {
    MySqlDatabase empty = MigratedDatabase.create();
    database =
        Database.open(new DatabaseSettings(empty.jdbcUrl(), empty.user(), empty.password(), 4));
    for (int from = 0; from < ROWS; from += BATCH) {
      List<Query> inserts = new ArrayList<>();
      for (int i = from; i < from + BATCH; i++) {
        insert(inserts, i);
      }
      database.dsl().batch(inserts).execute();
    }
    database.dsl().execute("analyze table attempt, delivery, event");
    Encryption encryption =
        new Encryption(MasterKey.ofText(MasterKey.newKeyset()), database.keys());
    events = new EventQuery(database.dsl(), new EventStore(encryption));
    connection =
        java.sql.DriverManager.getConnection(empty.jdbcUrl(), empty.user(), empty.password());
    session = DSL.using(connection, org.jooq.SQLDialect.MYSQL, database.dsl().settings());
  }

  /** One attempt a second; each hundredth fails, of the second clinic there are few. */
  private static void insert(List<Query> inserts, int i) {
    DSLContext dsl = database.dsl();
    int which = i % 1_000 == 0 ? 1 : 0;
    UUID event = Ids.next();
    UUID delivery = Ids.next();
    boolean failed = i % 100 == 0;
    inserts.add(
        dsl.insertInto(EVENT)
            .set(EVENT.ID, event)
            .set(EVENT.CLINIC_ID, CLINIC[which])
            .set(EVENT.TYPE, i % 10 == 0 ? "bill.paid" : "appointment.booked")
            .set(EVENT.SOURCE, "api")
            .set(EVENT.OCCURRED_AT, BEGAN)
            .set(EVENT.ACCEPTED_AT, BEGAN)
            .set(EVENT.KEY_ID, 1)
            .set(EVENT.WORKFLOW_ID, "event/" + event));
    inserts.add(
        dsl.insertInto(DELIVERY)
            .set(DELIVERY.ID, delivery)
            .set(DELIVERY.CLINIC_ID, CLINIC[which])
            .set(DELIVERY.EVENT_ID, event)
            .set(DELIVERY.WEBHOOK_ID, WEBHOOK[which])
            .set(DELIVERY.TRIGGER, "live")
            .set(DELIVERY.STATUS, failed ? "PENDING" : "DELIVERED")
            .set(DELIVERY.LAST_CODE, failed ? "http_503" : "http_200")
            .set(DELIVERY.LAST_OUTCOME, failed ? "FAILED" : "DELIVERED")
            .set(DELIVERY.CREATED_AT, BEGAN.plusSeconds(i)));
    inserts.add(
        dsl.insertInto(ATTEMPT)
            .set(ATTEMPT.DELIVERY_ID, delivery)
            .set(ATTEMPT.ORDINAL, 1)
            .set(ATTEMPT.CLINIC_ID, CLINIC[which])
            .set(ATTEMPT.WEBHOOK_ID, WEBHOOK[which])
            .set(ATTEMPT.WEBHOOK_VERSION, 1)
            .set(ATTEMPT.TRIGGER, "schedule")
            .set(ATTEMPT.LANE, "EXPRESS")
            .set(ATTEMPT.STARTED_AT, BEGAN.plusSeconds(i))
            .set(ATTEMPT.FINISHED_AT, BEGAN.plusSeconds(i))
            .set(ATTEMPT.OUTCOME, failed ? "FAILED" : "DELIVERED")
            .set(ATTEMPT.CODE, failed ? "http_503" : "http_200"));
  }

  @AfterAll
  static void close() throws Exception {
    connection.close();
    database.close();
  }

  private static AttemptFilter filter(
      @Nullable UUID clinic,
      @Nullable UUID webhook,
      @Nullable String type,
      @Nullable StatusFilter status,
      @Nullable AttemptOutcome outcome,
      @Nullable Instant from,
      @Nullable Instant to,
      @Nullable Long before) {
    return new AttemptFilter(
        clinic, webhook, null, type, status, outcome, null, null, from, to, before);
  }

  @Test
  void newest_looksAtAsManyRowsAsThePageHas() {
    // The page, its deliveries and events.
    for (Long before : new Long[] {null, 25_000L}) {
      assertThat(rowsRead(filter(null, null, null, null, null, null, null, before)))
          .isLessThan(200);
    }
  }

  @Test
  void everyForm_looksAtNoMoreThanItsWindow() {
    for (Long before : new Long[] {null, 25_000L}) {
      assertThat(rowsRead(filter(CLINIC[1], null, null, null, null, null, null, before)))
          .isLessThan(2 * AttemptListQuery.SCANNED_ROWS + 200);
      assertThat(
              rowsRead(
                  filter(null, WEBHOOK[1], null, null, AttemptOutcome.TLS, null, null, before)))
          .isLessThan(2 * AttemptListQuery.SCANNED_ROWS + 200);
      assertThat(rowsRead(filter(null, null, "patient.created", null, null, null, null, before)))
          .isLessThan(4 * AttemptListQuery.JOINED_ROWS + 200);
      assertThat(
              rowsRead(
                  filter(
                      null,
                      null,
                      null,
                      StatusFilter.of(DeliveryStatus.GONE),
                      null,
                      null,
                      null,
                      before)))
          .isLessThan(4 * AttemptListQuery.JOINED_ROWS + 200);
    }
  }

  /** A time is found by halves, so that a page of long ago costs as much as the newest. */
  @Test
  void timeRange_looksAtItsOwnRows() {
    Instant from = BEGAN.plusSeconds(10_000);
    assertThat(
            rowsRead(
                filter(
                    CLINIC[0],
                    null,
                    null,
                    null,
                    AttemptOutcome.TLS,
                    from,
                    from.plusSeconds(600),
                    null)))
        .isLessThan(2 * 900);
  }

  private static long rowsRead(AttemptFilter filter) {
    AttemptListQuery query = new AttemptListQuery(session);
    long before = reads();
    query.list(filter, LIMIT);
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

  @Test
  void rareRows_areFoundPageByPage_eachOnce() {
    assertThat(pages(filter(CLINIC[1], null, null, null, null, null, null, null)))
        .hasSize(ROWS / 1_000);
    assertThat(
            pages(
                filter(
                    CLINIC[0], null, "bill.paid", null, AttemptOutcome.FAILED, null, null, null)))
        .hasSize(ROWS / 100 - ROWS / 1_000);
  }

  @Test
  void timeRange_hasExactlyItsRows() {
    Instant from = BEGAN.plusSeconds(10_000);
    assertThat(pages(filter(null, null, null, null, null, from, from.plusSeconds(100), null)))
        .hasSize(100);
  }

  private static List<Long> pages(AttemptFilter filter) {
    AttemptListQuery query = new AttemptListQuery(session);
    List<Long> numbers = new ArrayList<>();
    Long before = null;
    do {
      AttemptSlice slice =
          query.list(
              filter(
                  filter.clinic(),
                  filter.webhook(),
                  filter.eventType(),
                  filter.status(),
                  filter.outcome(),
                  filter.from(),
                  filter.to(),
                  before),
              7);
      slice.attempts().forEach(one -> numbers.add(one.number()));
      before = slice.next();
    } while (before != null);
    assertThat(numbers).doesNotHaveDuplicates().isSortedAccordingTo(Comparator.reverseOrder());
    return numbers;
  }

  /** The same filters on deliveries. */
  @Test
  void deliveries_byWhatNoIndexKnows_areFoundPageByPage() {
    for (UUID webhook : new UUID[] {null, WEBHOOK[0]}) {
      Supplier<String> form = () -> "webhook " + webhook;
      assertThat(deliveries(webhook, null, "http_503", null))
          .as(form)
          .hasSize(ROWS / 100 - ROWS / 1_000);
      assertThat(deliveries(webhook, "bill.paid", null, null))
          .as(form)
          .hasSize(ROWS / 10 - ROWS / 1_000);
      assertThat(deliveries(webhook, null, null, BEGAN.plusSeconds(29_000))).as(form).hasSize(999);
    }
  }

  private static List<Long> deliveries(
      @Nullable UUID webhook,
      @Nullable String type,
      @Nullable String code,
      @Nullable Instant from) {
    DeliveryListQuery query = new DeliveryListQuery(session, events);
    List<Long> numbers = new ArrayList<>();
    Long before = null;
    do {
      long reads = reads();
      DeliverySlice slice =
          query.list(
              new DeliveryFilter(
                  CLINIC[0], webhook, null, null, null, type, null, code, null, from, null, null,
                  null, before),
              100);
      assertThat(reads() - reads).isLessThan(4 * DeliveryListQuery.SCANNED_NUMBERS);
      slice.deliveries().forEach(one -> numbers.add(one.number()));
      before = slice.next();
    } while (before != null);
    assertThat(numbers).doesNotHaveDuplicates().isSortedAccordingTo(Comparator.reverseOrder());
    return numbers;
  }
}
