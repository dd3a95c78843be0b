package org.wardbell.activities.appointment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wardbell.activities.database.generated.Tables.APPOINTMENT;
import static org.wardbell.activities.database.generated.Tables.CLINIC;
import static org.wardbell.activities.database.generated.Tables.DOCTOR;

import java.sql.Connection;
import java.sql.DriverManager;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jooq.DSLContext;
import org.jooq.Query;
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
import org.wardbell.activities.database.Ids;
import org.wardbell.activities.database.MigratedDatabase;
import org.wardbell.activities.event.EventStore;
import org.wardbell.embedded.mysql.MySqlDatabase;
import org.wardbell.workflows.appointment.AppointmentStatus;

/** The rows that the sweep and the list of appointments look at, beside many that are not meant. */
@Tag("servers")
class AppointmentPlanTest {
  private static final int ROWS = 20_000;
  private static final int BATCH = 1_000;
  private static final Instant BEGAN = Instant.parse("2026-03-01T00:00:00Z");
  private static final UUID LARGE = Ids.next();
  private static final UUID SMALL = Ids.next();
  private static final UUID DOCTOR_ID = Ids.next();

  private static Database database;
  private static DSLContext session;
  private static Connection connection;
  private static Encryption encryption;

  @BeforeAll
  static void fill() throws Exception {
    MySqlDatabase empty = MigratedDatabase.create();
    database =
        Database.open(new DatabaseSettings(empty.jdbcUrl(), empty.user(), empty.password(), 4));
    encryption = new Encryption(MasterKey.ofText(MasterKey.newKeyset()), database.keys());
    for (UUID clinic : List.of(LARGE, SMALL)) {
      database
          .dsl()
          .insertInto(CLINIC)
          .set(CLINIC.ID, clinic)
          .set(CLINIC.NAME, "c " + clinic)
          .set(CLINIC.TIME_ZONE, "UTC")
          .set(CLINIC.CREATED_AT, BEGAN)
          .execute();
    }
    database
        .dsl()
        .insertInto(DOCTOR)
        .set(DOCTOR.ID, DOCTOR_ID)
        .set(DOCTOR.CLINIC_ID, LARGE)
        .set(DOCTOR.EXTERNAL_ID, "17")
        .set(DOCTOR.CREATED_AT, BEGAN)
        .execute();
    AppointmentRows rows = new AppointmentRows(encryption);
    for (int from = 0; from < ROWS; from += BATCH) {
      List<Query> inserts = new ArrayList<>();
      for (int i = from; i < from + BATCH; i++) {
        inserts.add(insert(rows, i));
      }
      database.dsl().batch(inserts).execute();
    }
    database.dsl().execute("analyze table appointment");
    connection = DriverManager.getConnection(empty.jdbcUrl(), empty.user(), empty.password());
    session = DSL.using(connection, SQLDialect.MYSQL, database.dsl().settings());
  }

  /** One each minute; each thousandth is of the small clinic, each five-hundredth a no-show. */
  private static Query insert(AppointmentRows rows, int i) {
    UUID clinic = i % 1_000 == 0 ? SMALL : LARGE;
    Instant start = BEGAN.plusSeconds(60L * i);
    return database
        .dsl()
        .insertInto(APPOINTMENT)
        .set(APPOINTMENT.ID, Ids.next())
        .set(APPOINTMENT.CLINIC_ID, clinic)
        .set(APPOINTMENT.DOCTOR_ID, DOCTOR_ID)
        .set(APPOINTMENT.STATUS, i % 500 == 1 ? "NO_SHOW" : "BOOKED")
        .set(APPOINTMENT.VERSION, 1)
        .set(APPOINTMENT.STARTS_AT, start)
        .set(APPOINTMENT.ENDS_AT, start.plusSeconds(600))
        .set(APPOINTMENT.TIME_ZONE, "UTC")
        .set(APPOINTMENT.LOCAL_DATE, start.atZone(ZoneOffset.UTC).toLocalDate())
        .set(APPOINTMENT.LOCAL_START, start.atZone(ZoneOffset.UTC).toLocalTime())
        .set(APPOINTMENT.LOCAL_END, start.atZone(ZoneOffset.UTC).toLocalTime())
        .set(APPOINTMENT.DETAILS_CIPHERTEXT, new byte[] {1})
        .set(APPOINTMENT.KEY_ID, 1)
        .set(APPOINTMENT.PATIENT_FINGERPRINT, rows.patientFingerprint(clinic, "p-" + i % 700))
        .set(APPOINTMENT.WAKES_AT, start)
        .set(APPOINTMENT.CREATED_AT, BEGAN)
        .set(APPOINTMENT.UPDATED_AT, BEGAN);
  }

  @AfterAll
  static void close() throws Exception {
    connection.close();
    database.close();
  }

  private static long rowsRead(Runnable query) {
    long before = reads();
    query.run();
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
  void clinicsThatAreDue_areFoundWithoutReadingTheirAppointments() {
    AppointmentPlans plans = new AppointmentPlans(session, encryption);
    Instant all = BEGAN.plusSeconds(60L * ROWS);
    List<Set<UUID>> found = new ArrayList<>();

    assertThat(rowsRead(() -> found.add(plans.clinics(all)))).isLessThan(200);
    assertThat(found.getFirst()).containsExactlyInAnyOrder(LARGE, SMALL);

    // Nothing is due: the first of all starts later.
    assertThat(rowsRead(() -> found.add(plans.clinics(BEGAN.minusSeconds(1))))).isLessThan(200);
    assertThat(found.getLast()).isEmpty();
  }

  /** A chunk that comes to its limit reads that many rows, also beside a large backlog. */
  @Test
  void chunk_readsNoMoreThanItsRows() {
    DueAppointments due =
        new DueAppointments(session, new DoctorStore(), encryption, new EventStore(encryption));
    Instant none = BEGAN.minusSeconds(1);
    assertThat(rowsRead(() -> due.step(LARGE, none, 100))).isLessThan(200);
  }

  @Test
  void list_byStatusOrPatient_readsWhatItShows() {
    assertThat(rowsRead(() -> assertThat(found(AppointmentStatus.NO_SHOW, null)).isEqualTo(20)))
        .isLessThan(200);
    assertThat(rowsRead(() -> assertThat(found(null, "p-5")).isEqualTo(20))).isLessThan(200);
    assertThat(rowsRead(() -> assertThat(found(null, null)).isEqualTo(20))).isLessThan(200);
    assertThat(rowsRead(() -> assertThat(found(AppointmentStatus.CANCELLED, null)).isZero()))
        .isLessThan(200);
  }

  /** Also of one doctor, and in an hour in the middle of all. */
  @Test
  void list_byStatusAndMore_readsWhatItShows() {
    Instant middle = BEGAN.plusSeconds(60L * ROWS / 2);
    for (AppointmentStatus status :
        List.of(AppointmentStatus.NO_SHOW, AppointmentStatus.CANCELLED)) {
      assertThat(rowsRead(() -> found("17", null, status, null, null))).isLessThan(200);
      assertThat(rowsRead(() -> found(null, null, status, middle, middle.plusSeconds(3_600))))
          .isLessThan(200);
      assertThat(rowsRead(() -> found("17", null, status, middle, null))).isLessThan(200);
      assertThat(rowsRead(() -> found(null, "p-5", status, null, null))).isLessThan(200);
    }
    assertThat(found("17", null, AppointmentStatus.NO_SHOW, middle, null)).isEqualTo(20);
  }

  private static int found(@Nullable AppointmentStatus status, @Nullable String patient) {
    return found(null, patient, status, null, null);
  }

  private static int found(
      @Nullable String doctor,
      @Nullable String patient,
      @Nullable AppointmentStatus status,
      @Nullable Instant from,
      @Nullable Instant to) {
    return new AppointmentList(session, new DoctorStore(), encryption)
        .list(new AppointmentList.Filter(LARGE, doctor, patient, status, from, to, null), 20)
        .size();
  }
}
