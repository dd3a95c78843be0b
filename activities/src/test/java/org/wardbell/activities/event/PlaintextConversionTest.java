package org.wardbell.activities.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.wardbell.activities.database.generated.Tables.DATA_KEY;
import static org.wardbell.activities.database.generated.Tables.DELIVERY;
import static org.wardbell.activities.database.generated.Tables.EVENT;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.wardbell.activities.crypto.Encryption;
import org.wardbell.activities.crypto.MasterKey;
import org.wardbell.activities.database.Database;
import org.wardbell.activities.database.DatabaseSettings;
import org.wardbell.activities.database.Ids;
import org.wardbell.activities.database.OlderSchema;
import org.wardbell.activities.database.PlainColumns;
import org.wardbell.activities.database.RefusedStart;
import org.wardbell.activities.database.UuidConverter;
import org.wardbell.embedded.mysql.MySqlDatabase;
import org.wardbell.embedded.mysql.TemporaryMySql;

/**
 * Patients' names stood in {@code subject}, and their numbers in idempotency keys, for all to read.
 */
@Tag("servers")
final class PlaintextConversionTest {
  /** More than two chunks for each clinic. */
  private static final int EVENTS = 1_101;

  private static final String CANARY = "Mustermann-1970-";
  private static final byte[] DATA = "{\"bill_id\":7}".getBytes(StandardCharsets.UTF_8);

  private final MySqlDatabase mysql = TemporaryMySql.shared().createDatabase();
  private final DatabaseSettings settings =
      new DatabaseSettings(mysql.jdbcUrl(), mysql.user(), mysql.password(), 4);
  private final MasterKey masterKey = MasterKey.ofText(MasterKey.newKeyset());
  private final UUID one = Ids.next();
  private final UUID other = Ids.next();
  private final List<String> told = new ArrayList<>();

  private Database database;
  private Encryption encryption;
  private EventStore store;

  /** What a version with schema 17 left behind. */
  @BeforeEach
  void fillOld() throws Exception {
    try (OlderSchema old = OlderSchema.make(settings, 17)) {
      // Tables have no files of their own on the tests' server; here they are looked into.
      old.dsl().execute("alter table event tablespace innodb_file_per_table");
      old.dsl().execute("alter table delivery tablespace innodb_file_per_table");
      Encryption earlier = new Encryption(masterKey, old.dsl());
      Fingerprints requests = new Fingerprints(earlier);
      for (UUID clinic : List.of(one, other)) {
        byte[] request = requests.of(event(clinic, 0));
        List<Object[]> events = new ArrayList<>();
        List<Object[]> deliveries = new ArrayList<>();
        for (int i = 0; i < EVENTS; i++) {
          byte[] id = bytes(Ids.next());
          events.add(new Object[] {id, bytes(clinic), subject(i), key(i), request});
          deliveries.add(new Object[] {bytes(Ids.next()), bytes(clinic), id, id, subject(i)});
        }
        old.dsl()
            .batch(
                "insert into event (id, clinic_id, type, subject, source, idempotency_key,"
                    + " fingerprint, occurred_at, accepted_at, key_id, workflow_id) values"
                    + " (?, ?, 'bill.paid', ?, 'api', ?, ?, utc_timestamp(6), utc_timestamp(6), 1,"
                    + " 'event/1')",
                events.toArray(Object[][]::new))
            .execute();
        old.dsl()
            .batch(
                "insert into delivery (id, clinic_id, event_id, webhook_id, subject, `trigger`,"
                    + " status, created_at) values (?, ?, ?, ?, ?, 'live', 'DELIVERED',"
                    + " utc_timestamp(6))",
                deliveries.toArray(Object[][]::new))
            .execute();
      }
    }
    database = Database.open(settings);
    encryption = new Encryption(masterKey, database.keys());
    store = new EventStore(encryption);
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void rowsOfAnOlderVersion_areSealedAndFound_andItsKeysStillNameTheirEvents() throws Exception {
    assertThat(PlainColumns.tables(database.dsl())).containsExactly("delivery", "event");
    assertThat(files()).isNotEmpty();
    assertRefusedWhereTablesMayNotBeChanged();

    convert();

    assertThat(PlainColumns.tables(database.dsl())).isEmpty();
    // A slow machine tells of its progress as well.
    assertThat(told).filteredOn(line -> line.endsWith("it is rewritten.")).hasSize(2);
    EventQuery events = new EventQuery(database.dsl(), store);
    for (UUID clinic : List.of(one, other)) {
      assertThat(events.list(EventQuery.in(clinic, null, null), EVENTS + 1))
          .extracting(KeptEvent::subject)
          .containsExactlyElementsOf(
              IntStream.range(0, EVENTS)
                  .map(i -> EVENTS - 1 - i)
                  .mapToObj(PlaintextConversionTest::subject)
                  .toList());
      byte[] fingerprint = store.subjectFingerprint(clinic, subject(7));
      assertThat(events.list(EventQuery.in(clinic, fingerprint, null), 9))
          .extracting(KeptEvent::subject)
          .containsExactly(subject(7));
      assertThat(database.dsl().fetchCount(DELIVERY, DELIVERY.SUBJECT_FINGERPRINT.eq(fingerprint)))
          .isEqualTo(1);
    }
    assertThat(files()).isEmpty();
    assertKeyStillNamesItsEvent();
  }

  private void assertKeyStillNamesItsEvent() {
    UUID first =
        database
            .dsl()
            .fetchSingle(
                EVENT,
                EVENT.IDEMPOTENCY_FINGERPRINT.eq(
                    store.keyFingerprint(one, new String(key(0), StandardCharsets.US_ASCII))))
            .getId();
    AcceptedEvent again =
        store.record(database.dsl(), List.of(event(one, 0))).accepted().getFirst();

    assertThat(again.duplicate()).isTrue();
    assertThat(again.id()).isEqualTo(first);
  }

  private void assertRefusedWhereTablesMayNotBeChanged() {
    try (Database own = Database.openMigrated(settings, _ -> {})) {
      PlaintextConversion conversion =
          new PlaintextConversion(own, new Encryption(masterKey, own.keys()), _ -> {});

      assertThatThrownBy(conversion::run)
          .isInstanceOf(RefusedStart.class)
          .hasMessageContaining("WARDBELL_DATABASE_MIGRATE=true");
    }
  }

  /** One clinic's data key is lost; the other one's rows must not wait for it. */
  @Test
  void clinicWhoseKeyDoesNotOpen_keepsItsRowsForTheNextStart() {
    byte[] keyset =
        database.dsl().fetchSingle(DATA_KEY, DATA_KEY.SCOPE.eq(one)).getKeysetCiphertext();
    setKeyset(new byte[keyset.length]);

    convert();

    assertThat(PlainColumns.tables(database.dsl())).containsExactly("delivery", "event");
    assertThat(inTheClear("event", one)).isEqualTo(EVENTS);
    assertThat(inTheClear("delivery", one)).isEqualTo(EVENTS);
    assertThat(inTheClear("event", other)).isZero();
    assertThat(inTheClear("delivery", other)).isZero();

    setKeyset(keyset);
    convert();

    assertThat(PlainColumns.tables(database.dsl())).isEmpty();
    assertThat(
            new EventQuery(database.dsl(), store)
                .list(EventQuery.in(other, store.subjectFingerprint(other, subject(3)), null), 9))
        .extracting(KeptEvent::subject)
        .containsExactly(subject(3));
    assertThat(database.dsl().fetchCount(EVENT, EVENT.SUBJECT_CIPHERTEXT.isNull())).isZero();
  }

  /** An api and workers start at the same time, on a database of an older version. */
  @Test
  void processesThatStartTogether_convertOnce() throws Exception {
    try (ExecutorService starts = Executors.newFixedThreadPool(3)) {
      List<Future<?>> ends = new ArrayList<>();
      for (int i = 0; i < 3; i++) {
        ends.add(
            starts.submit(
                () -> {
                  try (Database own = Database.open(settings)) {
                    new PlaintextConversion(own, new Encryption(masterKey, own.keys()), _ -> {})
                        .run();
                  }
                }));
      }
      for (Future<?> end : ends) {
        end.get();
      }
    }
    assertThat(PlainColumns.tables(database.dsl())).isEmpty();
    assertThat(
            new EventQuery(database.dsl(), store)
                .list(EventQuery.in(one, store.subjectFingerprint(one, subject(5)), null), 9))
        .extracting(KeptEvent::subject)
        .containsExactly(subject(5));
  }

  /** As a start does. */
  private void convert() {
    encryption = new Encryption(masterKey, database.keys());
    store = new EventStore(encryption);
    new PlaintextConversion(database, encryption, told::add).run();
  }

  private void setKeyset(byte[] keyset) {
    database
        .dsl()
        .update(DATA_KEY)
        .set(DATA_KEY.KEYSET_CIPHERTEXT, keyset)
        .where(DATA_KEY.SCOPE.eq(one))
        .execute();
  }

  private int inTheClear(String table, UUID clinic) {
    return database
        .dsl()
        .fetch(
            "select 1 from " + table + " where subject is not null and clinic_id = ?",
            bytes(clinic))
        .size();
  }

  /** Returns the files of the two tables in which a subject or a key can be read. */
  private List<Path> files() throws Exception {
    String folder = database.dsl().fetchValue("select concat(@@datadir, database())").toString();
    List<Path> found = new ArrayList<>();
    for (String table : List.of("event", "delivery")) {
      Path file = Path.of(folder, table + ".ibd");
      if (Files.readString(file, StandardCharsets.ISO_8859_1).contains(CANARY)) {
        found.add(file);
      }
    }
    return found;
  }

  private static NewEvent event(UUID clinic, int i) {
    return new NewEvent(
        clinic,
        "bill.paid",
        subject(i),
        "api",
        new String(key(i), StandardCharsets.US_ASCII),
        null,
        DATA);
  }

  private static String subject(int i) {
    return CANARY + i + "-é";
  }

  private static byte[] key(int i) {
    return (CANARY + "key-" + i).getBytes(StandardCharsets.US_ASCII);
  }

  private static byte[] bytes(UUID id) {
    return new UuidConverter().to(id);
  }
}
