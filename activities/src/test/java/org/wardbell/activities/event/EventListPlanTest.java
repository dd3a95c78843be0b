package org.wardbell.activities.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wardbell.activities.database.generated.Tables.EVENT;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jooq.DSLContext;
import org.jooq.conf.ParamType;
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
import org.wardbell.embedded.mysql.MySqlDatabase;

/** The database's plan for each form of the list of events: along an index, never all rows. */
@Tag("servers")
final class EventListPlanTest {
  private static final int SUBJECTS = 100;
  private static final int EVENTS = 2_000;
  private static final int PAGE = 5;
  private static final String SUBJECT = "patient/7";
  private static final UUID ONE = Ids.next();
  private static final UUID OTHER = Ids.next();

  private static Database database;
  private static EventStore store;
  private static EventQuery events;

  @BeforeAll
  static void fill() {
    MySqlDatabase empty = MigratedDatabase.create();
    database =
        Database.open(new DatabaseSettings(empty.jdbcUrl(), empty.user(), empty.password(), 4));
    store =
        new EventStore(new Encryption(MasterKey.ofText(MasterKey.newKeyset()), database.keys()));
    events = new EventQuery(database.dsl(), store);
    List<NewEvent> wanted = new ArrayList<>();
    for (int i = 0; i < EVENTS; i++) {
      wanted.add(
          new NewEvent(
              i % 2 == 0 ? ONE : OTHER,
              "bill.paid",
              "patient/" + i / 2 % SUBJECTS,
              "api",
              null,
              null,
              "{}".getBytes(StandardCharsets.UTF_8)));
    }
    var _ = store.record(database.dsl(), wanted);
    database.dsl().execute("analyze table event");
  }

  @AfterAll
  static void close() {
    database.close();
  }

  @Test
  void everyForm_looksAtNoMoreRowsThanItsPage() {
    for (Long before : new Long[] {null, EVENTS / 2L}) {
      assertThat(rowsRead(null, null, before)).isLessThan(4 * PAGE);
      assertThat(rowsRead(ONE, null, before)).isLessThan(4 * PAGE);
      assertThat(rowsRead(ONE, fingerprint(ONE), before)).isLessThan(4 * PAGE);
    }
  }

  @Test
  void subject_ofOneClinic_findsNothingOfAnother() {
    assertThat(events.list(EventQuery.in(ONE, fingerprint(ONE), null), EVENTS))
        .hasSize(EVENTS / 2 / SUBJECTS)
        .allSatisfy(
            event -> {
              assertThat(event.clinicId()).isEqualTo(ONE);
              assertThat(event.subject()).isEqualTo(SUBJECT);
            });
    assertThat(events.list(EventQuery.in(OTHER, fingerprint(ONE), null), EVENTS)).isEmpty();
    assertThat(
            events.list(
                EventQuery.in(ONE, store.subjectFingerprint(ONE, "Patient/7"), null), EVENTS))
        .isEmpty();
  }

  /** Who lists all clinics must not meet an error because of one. */
  @Test
  void subject_whoseKeyDoesNotOpen_isLeftOut() {
    EventQuery locked =
        new EventQuery(
            database.dsl(),
            new EventStore(
                new Encryption(MasterKey.ofText(MasterKey.newKeyset()), database.keys())));

    assertThat(locked.list(EventQuery.in(null, null, null), PAGE))
        .hasSize(PAGE)
        .extracting(KeptEvent::subject)
        .containsOnlyNulls();
  }

  @Test
  void subject_copiedToAnotherRow_isNotShown() {
    List<KeptEvent> two = events.list(EventQuery.in(ONE, fingerprint(ONE), null), 2);
    UUID robbed = two.getFirst().id();
    database
        .dsl()
        .update(EVENT)
        .set(
            EVENT.SUBJECT_CIPHERTEXT,
            database
                .dsl()
                .fetchSingle(EVENT, EVENT.ID.eq(two.getLast().id()))
                .getSubjectCiphertext())
        .where(EVENT.ID.eq(robbed))
        .execute();

    assertThat(events.find(robbed).orElseThrow().subject()).isNull();
    assertThat(events.list(EventQuery.in(ONE, fingerprint(ONE), null), 2).getLast().subject())
        .isEqualTo(SUBJECT);
    database
        .dsl()
        .update(EVENT)
        .set(EVENT.SUBJECT_CIPHERTEXT, store.sealSubject(ONE, robbed, SUBJECT))
        .where(EVENT.ID.eq(robbed))
        .execute();
  }

  private static byte[] fingerprint(UUID clinic) {
    return store.subjectFingerprint(clinic, SUBJECT);
  }

  /** Counts what the storage engine was asked for, by the session's own counters. */
  private static long rowsRead(
      @Nullable UUID clinic, byte @Nullable [] subject, @Nullable Long before) {
    return database
        .dsl()
        .connectionResult(
            connection -> {
              DSLContext session = DSL.using(connection, database.dsl().settings());
              String sql =
                  events
                      .select(EventQuery.in(clinic, subject, before), PAGE)
                      .getSQL(ParamType.INLINED);
              long earlier = reads(session);
              assertThat(session.fetch(sql)).hasSize(PAGE);
              return reads(session) - earlier;
            });
  }

  private static long reads(DSLContext session) {
    return session.fetch("show session status like 'Handler_read%'").stream()
        .mapToLong(row -> Long.parseLong(row.get(1, String.class)))
        .sum();
  }
}
