package org.wardbell.activities.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.wardbell.activities.database.generated.Tables.API_KEY;
import static org.wardbell.activities.database.generated.Tables.APPOINTMENT;
import static org.wardbell.activities.database.generated.Tables.CLINIC;
import static org.wardbell.activities.database.generated.Tables.EVENT;

import java.nio.ByteBuffer;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.TimeZone;
import java.util.UUID;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.wardbell.embedded.mysql.MySqlDatabase;
import org.wardbell.embedded.mysql.TemporaryMySql;

/** An older server ran in another zone than UTC, and this one takes its database over. */
@Tag("servers")
@Isolated("changes the zone of the JVM")
final class TimesInUtcTest {
  private static final Instant WINTER = Instant.parse("2026-01-15T10:00:00.5Z");
  private static final Instant SUMMER = Instant.parse("2026-07-15T10:00:00Z");
  private static final Instant DISPATCHED = WINTER.plusSeconds(1);

  private final TimeZone before = TimeZone.getDefault();
  private final MySqlDatabase mysql = TemporaryMySql.shared().createDatabase();

  @AfterEach
  void restore() {
    TimeZone.setDefault(before);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"America/St_Johns", "Asia/Kolkata", "Australia/Lord_Howe", "Europe/London", "UTC"})
  void times_ofAServerInTheSameZone_areRepaired(String zone) throws Exception {
    TimeZone.setDefault(TimeZone.getTimeZone(zone));
    storeAsBefore(zone);

    try (Database database = open(null)) {
      assertTrueTimes(database.dsl());
    }
    // Once only: another start must not move them again.
    try (Database database = open(null)) {
      assertTrueTimes(database.dsl());
    }
  }

  @Test
  void times_thatThisZoneDoesNotExplain_stopTheStartUntilTheZoneIsNamed() throws Exception {
    TimeZone.setDefault(TimeZone.getTimeZone("UTC"));
    storeAsBefore("Asia/Kolkata");

    assertThatThrownBy(() -> open(null))
        .isInstanceOf(RefusedStart.class)
        .hasMessageContaining("UTC+05:30")
        .hasMessageContaining("WARDBELL_DATABASE_WRITTEN_IN");
    assertThatThrownBy(() -> open(ZoneId.of("America/St_Johns"))).isInstanceOf(RefusedStart.class);
    try (Database database = open(ZoneId.of("Asia/Kolkata"))) {
      assertTrueTimes(database.dsl());
    }
  }

  @Test
  void times_thatTheOperatorCallsRight_stayAsTheyAre() throws Exception {
    TimeZone.setDefault(TimeZone.getTimeZone("Asia/Kolkata"));
    storeAsBefore("Asia/Kolkata");

    try (Database database = open(ZoneId.of("UTC"))) {
      assertThat(database.dsl().select(EVENT.ACCEPTED_AT).from(EVENT).fetchSingle().value1())
          .isEqualTo(WINTER.minusSeconds(19_800));
    }
  }

  @Test
  void times_inUtc_stayInAnyZone() throws Exception {
    TimeZone.setDefault(TimeZone.getTimeZone("Asia/Kolkata"));
    storeAsBefore("UTC");

    try (Database database = open(null)) {
      assertTrueTimes(database.dsl());
    }
  }

  private static void assertTrueTimes(DSLContext dsl) {
    var event = dsl.selectFrom(EVENT).fetchSingle();
    assertThat(event.getAcceptedAt()).isEqualTo(WINTER);
    assertThat(event.getOccurredAt()).isEqualTo(SUMMER);
    assertThat(event.getDispatchedAt()).as("the database's clock was right").isEqualTo(DISPATCHED);
    var appointment = dsl.selectFrom(APPOINTMENT).fetchSingle();
    assertThat(appointment.getStartsAt()).isEqualTo(SUMMER);
    assertThat(appointment.getCreatedAt()).isEqualTo(WINTER);
    var key = dsl.selectFrom(API_KEY).fetchSingle();
    assertThat(key.getCreatedAt()).isEqualTo(WINTER);
    assertThat(key.getExpiresAt()).isEqualTo(SUMMER);
    assertThat(key.getRevokedAt()).isNull();
    assertThat(dsl.select(CLINIC.CREATED_AT).from(CLINIC).fetchSingle().value1()).isEqualTo(WINTER);
  }

  private Database open(@Nullable ZoneId writtenIn) {
    return Database.open(settings(writtenIn));
  }

  private DatabaseSettings settings(@Nullable ZoneId writtenIn) {
    return new DatabaseSettings(
        mysql.jdbcUrl(), mysql.user(), mysql.password(), 4, writtenIn, null);
  }

  /** Brings the schema up to the last version before, and stores what its server stored. */
  private void storeAsBefore(String zone) throws Exception {
    ServerConnections server = new ServerConnections(settings(null));
    new Migrations(server, null).configuration().target("12?").load().migrate();
    DSLContext dsl = DSL.using(server, SQLDialect.MYSQL);
    UUID clinic = idOf(WINTER);
    dsl.execute(
        "insert into clinic (id, name, time_zone, created_at) values (?, 'Riverside', ?, ?)",
        bytes(clinic),
        zone,
        stored(WINTER, zone));
    dsl.execute(
        "insert into api_key (id, name, hash, role, created_at, expires_at)"
            + " values (?, 'k', repeat('x', 32), 'ADMIN', ?, ?)",
        bytes(idOf(WINTER)),
        stored(WINTER, zone),
        stored(SUMMER, zone));
    dsl.execute(
        "insert into event (id, clinic_id, type, source, occurred_at, accepted_at, key_id,"
            + " workflow_id, dispatched_at) values (?, ?, 'bill.paid', 'api', ?, ?, 1, 'w', ?)",
        bytes(idOf(WINTER)),
        bytes(clinic),
        stored(SUMMER, zone),
        stored(WINTER, zone),
        stored(DISPATCHED, "UTC"));
    insertAppointment(dsl, clinic, zone);
  }

  private static void insertAppointment(DSLContext dsl, UUID clinic, String zone) {
    UUID id = idOf(WINTER);
    LocalDateTime agreed = LocalDateTime.ofInstant(SUMMER, ZoneId.of("Europe/Berlin"));
    dsl.connection(
        connection -> {
          DSLContext one = DSL.using(connection, SQLDialect.MYSQL);
          // Columns that do not matter here get no value.
          one.execute("set session sql_mode = ''");
          one.insertInto(DSL.table("appointment"))
              .set(DSL.field("id", byte[].class), bytes(id))
              .set(DSL.field("clinic_id", byte[].class), bytes(clinic))
              .set(DSL.field("time_zone"), "Europe/Berlin")
              .set(DSL.field("local_date", LocalDate.class), agreed.toLocalDate())
              .set(DSL.field("local_start", LocalTime.class), agreed.toLocalTime())
              .set(DSL.field("starts_at"), stored(SUMMER, zone))
              .set(DSL.field("ends_at"), stored(SUMMER.plusSeconds(1_800), zone))
              .set(DSL.field("created_at"), stored(WINTER, zone))
              .set(DSL.field("updated_at"), stored(WINTER, zone))
              .execute();
        });
  }

  /** Returns what jOOQ and the driver made of an instant in a zone. */
  private static String stored(Instant instant, String zone) {
    TimeZone now = TimeZone.getDefault();
    TimeZone.setDefault(TimeZone.getTimeZone(zone));
    try {
      Timestamp shifted = Timestamp.valueOf(LocalDateTime.ofInstant(instant, ZoneOffset.UTC));
      return LocalDateTime.ofInstant(shifted.toInstant(), ZoneOffset.UTC).toString();
    } finally {
      TimeZone.setDefault(now);
    }
  }

  private static UUID idOf(Instant instant) {
    long random = Ids.next().getLeastSignificantBits();
    return new UUID((instant.toEpochMilli() << 16) | 0x7000, random);
  }

  private static byte[] bytes(UUID id) {
    return ByteBuffer.allocate(16)
        .putLong(id.getMostSignificantBits())
        .putLong(id.getLeastSignificantBits())
        .array();
  }
}
