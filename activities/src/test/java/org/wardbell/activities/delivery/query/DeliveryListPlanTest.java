package org.wardbell.activities.delivery.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wardbell.activities.database.generated.Tables.DELIVERY;
import static org.wardbell.activities.database.generated.Tables.EVENT;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jooq.DSLContext;
import org.jooq.InsertSetMoreStep;
import org.jooq.Query;
import org.jooq.Record;
import org.jooq.Select;
import org.jooq.impl.DSL;
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
import org.wardbell.workflows.delivery.DeliveryStatus;

/** The database's plan for each form of the list: along an index, never all rows. */
@Tag("servers")
class DeliveryListPlanTest {
  private static final int CLINICS = 4;
  private static final int ROWS = 4_000;

  /** Rows from one of a subject to its next. */
  private static final int SUBJECT_EVERY = 100;

  private static final UUID[] CLINIC = ids(CLINICS);
  private static final UUID[] WEBHOOK = ids(CLINICS);

  /** Of the first clinic; none of its deliveries is parked. */
  private static final byte[] SUBJECT = subject(0, 4);

  private static final int PAGE = 5;

  private static Database database;
  private static EventStore store;
  private static DeliveryListQuery lists;

  /** Returns a fingerprint, which two clinics never share. */
  private static byte[] subject(int clinic, int number) {
    byte[] fingerprint = new byte[32];
    fingerprint[0] = (byte) clinic;
    fingerprint[1] = (byte) number;
    return fingerprint;
  }

  private static UUID[] ids(int count) {
    UUID[] ids = new UUID[count];
    for (int i = 0; i < count; i++) {
      ids[i] = Ids.next();
    }
    return ids;
  }

  @BeforeAll
  static void fill() {
    MySqlDatabase empty = MigratedDatabase.create();
    database =
        Database.open(new DatabaseSettings(empty.jdbcUrl(), empty.user(), empty.password(), 4));
    Encryption encryption =
        new Encryption(MasterKey.ofText(MasterKey.newKeyset()), database.keys());
    store = new EventStore(encryption);
    lists = new DeliveryListQuery(database.dsl(), new EventQuery(database.dsl(), store));
    List<Query> inserts = new ArrayList<>();
    for (int i = 0; i < ROWS; i++) {
      UUID event = Ids.next();
      inserts.add(insertEvent(i, event));
      inserts.add(insert(i, event));
    }
    database.dsl().batch(inserts).execute();
    database.dsl().execute("analyze table delivery, event");
  }

  private static InsertSetMoreStep<?> insertEvent(int i, UUID event) {
    return database
        .dsl()
        .insertInto(EVENT)
        .set(EVENT.ID, event)
        .set(EVENT.CLINIC_ID, CLINIC[i % CLINICS])
        .set(EVENT.TYPE, "bill.paid")
        .set(EVENT.SOURCE, "api")
        .set(EVENT.OCCURRED_AT, Instant.now())
        .set(EVENT.ACCEPTED_AT, Instant.now())
        .set(EVENT.KEY_ID, 1)
        .set(EVENT.WORKFLOW_ID, "event/" + event);
  }

  private static InsertSetMoreStep<?> insert(int i, UUID event) {
    DeliveryStatus status = i % 50 == 0 ? DeliveryStatus.PARKED : DeliveryStatus.DELIVERED;
    return database
        .dsl()
        .insertInto(DELIVERY)
        .set(DELIVERY.ID, Ids.next())
        .set(DELIVERY.CLINIC_ID, CLINIC[i % CLINICS])
        .set(DELIVERY.EVENT_ID, event)
        .set(DELIVERY.WEBHOOK_ID, WEBHOOK[i % CLINICS])
        .set(DELIVERY.SUBJECT_FINGERPRINT, subject(i % CLINICS, i % SUBJECT_EVERY))
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
        walksAnIndex(
            new DeliveryFilter(
                clinic,
                WEBHOOK[0],
                null,
                null,
                StatusFilter.of(DeliveryStatus.PARKED, DeliveryStatus.DELIVERED),
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                before));
        walksAnIndex(new DeliveryFilter(clinic, null, event, null, before));
        walksAnIndex(new DeliveryFilter(clinic, null, event, DeliveryStatus.PARKED, before));
        walksAnIndex(new DeliveryFilter(clinic, null, null, SUBJECT, null, before));
        walksAnIndex(new DeliveryFilter(clinic, WEBHOOK[0], null, SUBJECT, null, before));
        walksAnIndex(
            new DeliveryFilter(clinic, null, null, SUBJECT, DeliveryStatus.PARKED, before));
      }
    }
  }

  private static void walksAnIndex(DeliveryFilter filter) {
    DSLContext dsl = database.dsl();
    Select<?> query = lists.select(filter, DeliveryConditions.common(filter), 51);
    List<Record> steps =
        // Its values are bound, as the product binds them: written into the text, they may have
        // another plan.
        dsl.fetch("explain {0}", query).stream()
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
          DeliveryFilter ofSubject =
              new DeliveryFilter(clinic, null, null, SUBJECT, status, before);
          assertThat(rowsRead(ofSubject)).as(ofSubject.toString()).isLessThan(4 * PAGE);
        }
      }
    }
  }

  @Test
  void deliveries_namedByTheirIds_areTheOnlyOnesThatAreLookedAt() {
    List<UUID> ids =
        database
            .dsl()
            .select(DELIVERY.ID)
            .from(DELIVERY)
            .orderBy(DELIVERY.NUMBER)
            .limit(PAGE)
            .fetch(DELIVERY.ID);
    DeliveryFilter any = new DeliveryFilter(null, null, null, null, null);

    assertThat(rowsRead(lists.selectAmong(ids, any, PAGE))).isLessThan(4 * PAGE);
  }

  /** What only events and webhooks know is looked up by key, once for each row of the page. */
  @Test
  void page_asItIsShown_looksUpItsEventsAndWebhooksOnly() {
    DeliveryFilter any = new DeliveryFilter(null, null, null, null, null);
    long read =
        database
            .dsl()
            .connectionResult(
                connection -> {
                  DSLContext session = DSL.using(connection, database.dsl().settings());
                  DeliveryListQuery shown =
                      new DeliveryListQuery(session, new EventQuery(session, store));
                  // Opens the tables, whose descriptions the database reads by keys as well.
                  var _ = shown.list(any, PAGE);
                  long before = indexReads(session);
                  assertThat(shown.list(any, PAGE).deliveries())
                      .hasSize(PAGE)
                      .allSatisfy(each -> assertThat(each.eventType()).isEqualTo("bill.paid"));
                  return indexReads(session) - before;
                });

    assertThat(read).isLessThan(6 * PAGE);
  }

  private static long rowsRead(DeliveryFilter filter) {
    return rowsRead(lists.select(filter, DeliveryConditions.common(filter), PAGE));
  }

  /** Counts what the storage engine was asked for, by the session's own counters. */
  private static long rowsRead(Select<?> query) {
    return database
        .dsl()
        .connectionResult(
            connection -> {
              DSLContext session = DSL.using(connection, database.dsl().settings());
              long before = indexReads(session);
              assertThat(session.fetch(query)).hasSize(PAGE);
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
  void subject_withWebhookAndStatus_isFoundAmongItsOwnOnly() {
    byte[] parked = subject(0, 0);
    assertThat(numbers(new DeliveryFilter(CLINIC[0], WEBHOOK[0], null, parked, null, null)))
        .hasSize(ROWS / SUBJECT_EVERY);
    assertThat(numbers(new DeliveryFilter(CLINIC[0], WEBHOOK[1], null, parked, null, null)))
        .isEmpty();
    assertThat(numbers(new DeliveryFilter(CLINIC[1], null, null, parked, null, null))).isEmpty();
    assertThat(
            numbers(
                new DeliveryFilter(CLINIC[0], null, null, parked, DeliveryStatus.DELIVERED, null)))
        .isEmpty();
  }

  private static List<Long> numbers(DeliveryFilter filter) {
    return lists.list(filter, ROWS).deliveries().stream().map(KeptDelivery::number).toList();
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
