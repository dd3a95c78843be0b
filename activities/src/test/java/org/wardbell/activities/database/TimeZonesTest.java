package org.wardbell.activities.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wardbell.activities.database.generated.Tables.APPOINTMENT;
import static org.wardbell.activities.database.generated.Tables.CLINIC;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import java.util.TimeZone;
import java.util.UUID;
import java.util.stream.Stream;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Table;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.wardbell.activities.database.generated.DefaultSchema;
import org.wardbell.embedded.mysql.MySqlDatabase;

/**
 * The clinic's computer stands in St. John's. Its server wrote that events came at 12:00, although
 * it was 8:30 UTC; the database compared that with its own clock, and looked for them 3½ hours
 * late.
 */
@Tag("servers")
@Isolated("changes the zone of the JVM")
final class TimeZonesTest {
  /** Some of them do not exist in one of the zones below, where clocks are put forward. */
  private static final List<Instant> INSTANTS =
      List.of(
          Instant.parse("2026-01-15T12:00:00.123456Z"),
          Instant.parse("2026-07-15T12:00:00Z"),
          Instant.parse("2026-03-08T02:30:00Z"),
          Instant.parse("2026-10-04T02:15:00.5Z"),
          Instant.parse("2026-03-29T02:30:00.000001Z"),
          Instant.parse("2026-11-01T01:30:00Z"),
          Instant.parse("1969-12-31T23:59:59Z"),
          Instant.parse("2045-06-01T00:00:00Z"));

  private final TimeZone before = TimeZone.getDefault();

  @AfterEach
  void restore() {
    TimeZone.setDefault(before);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "UTC",
        "America/St_Johns",
        "Asia/Kolkata",
        "Australia/Lord_Howe",
        "Europe/Berlin",
        "Pacific/Kiritimati"
      })
  void instant_inEveryZone_isStoredAsItIs(String zone) {
    MySqlDatabase migrated = MigratedDatabase.create();
    TimeZone.setDefault(TimeZone.getTimeZone(zone));
    try (Database database = open(migrated.jdbcUrl(), migrated)) {
      assertTimesPass(database.dsl());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "serverTimezone=Asia/Tokyo",
        "connectionTimeZone=America/Los_Angeles&forceConnectionTimeZoneToSession=false",
        "connectionTimeZone=LOCAL&preserveInstants=false",
        "sessionVariables=time_zone='-07:00'",
        "useTimezone=true&useLegacyDatetimeCode=false&cacheDefaultTimezone=false",
        "useServerPrepStmts=true&rewriteBatchedStatements=false"
      })
  void instant_whateverTheUrlSaysAboutZones_isStoredAsItIs(String parameter) {
    MySqlDatabase migrated = MigratedDatabase.create();
    TimeZone.setDefault(TimeZone.getTimeZone("America/St_Johns"));
    String url = migrated.jdbcUrl().replaceAll("&connectionTimeZone=[^&]*", "") + "&" + parameter;
    try (Database database = open(url, migrated)) {
      assertTimesPass(database.dsl());
    }
  }

  @Test
  void column_ofATime_isBoundWithoutAZone() {
    Stream<Field<?>> columns =
        DefaultSchema.DEFAULT_SCHEMA.getTables().stream().flatMap(Table::fieldStream);

    assertThat(columns.filter(column -> column.getDataType().isTimestamp()))
        .hasSizeGreaterThan(50)
        .allSatisfy(column -> assertThat(column.getBinding()).isInstanceOf(InstantBinding.class));
  }

  private static Database open(String url, MySqlDatabase database) {
    return Database.open(new DatabaseSettings(url, database.user(), database.password(), 4));
  }

  private static void assertTimesPass(DSLContext dsl) {
    for (Instant instant : INSTANTS) {
      UUID id = insert(dsl, instant);
      assertThat(text(dsl, id)).isEqualTo(instant.toString());
      assertThat(read(dsl, id)).isEqualTo(instant);
      assertThat(dsl.fetchCount(CLINIC, CLINIC.ID.eq(id).and(CLINIC.CREATED_AT.eq(instant))))
          .isOne();
      assertThat(inlined(dsl, instant)).isTrue();
    }
    assertThat(DatabaseClock.read(dsl))
        .isBetween(Instant.now().minusSeconds(600), Instant.now().plusSeconds(600));
    UUID now = insert(dsl, ApplicationClock.now());
    assertThat(
            dsl.fetchCount(
                CLINIC,
                CLINIC
                    .ID
                    .eq(now)
                    .and(
                        CLINIC.CREATED_AT.between(
                            DatabaseClock.after(Duration.ofMinutes(-10)),
                            DatabaseClock.after(Duration.ofMinutes(10))))))
        .isOne();
    assertDatesPass(dsl);
  }

  private static UUID insert(DSLContext dsl, Instant instant) {
    UUID id = Ids.next();
    dsl.insertInto(CLINIC)
        .set(CLINIC.ID, id)
        .set(CLINIC.NAME, "Clinic " + id)
        .set(CLINIC.TIME_ZONE, "Europe/Berlin")
        .set(CLINIC.CREATED_AT, instant)
        .execute();
    return id;
  }

  /** Returns what the database itself says the column holds. */
  private static String text(DSLContext dsl, UUID id) {
    Field<String> text =
        DSL.field("date_format({0}, '%Y-%m-%dT%H:%i:%s.%f')", String.class, CLINIC.CREATED_AT);
    String stored = dsl.select(text).from(CLINIC).where(CLINIC.ID.eq(id)).fetchSingle().value1();
    return Instant.parse(stored + "Z").toString();
  }

  private static Instant read(DSLContext dsl, UUID id) {
    return dsl.select(CLINIC.CREATED_AT)
        .from(CLINIC)
        .where(CLINIC.ID.eq(id))
        .fetchSingle()
        .value1();
  }

  private static boolean inlined(DSLContext dsl, Instant instant) {
    String query =
        dsl.renderInlined(dsl.select(CLINIC.ID).from(CLINIC).where(CLINIC.CREATED_AT.eq(instant)));
    assertThat(query).doesNotContain("?");
    return !dsl.fetch(query).isEmpty();
  }

  private static void assertDatesPass(DSLContext dsl) {
    Field<LocalDate> date = DSL.val(LocalDate.parse("2011-12-30"), APPOINTMENT.LOCAL_DATE);
    Field<LocalTime> time = DSL.val(LocalTime.parse("02:30:00"), APPOINTMENT.LOCAL_START);
    var row =
        dsl.select(date, date.cast(String.class), time, time.cast(String.class)).fetchSingle();
    assertThat(row.value1()).hasToString("2011-12-30");
    assertThat(row.value2()).isEqualTo("2011-12-30");
    assertThat(row.value3()).isEqualTo(LocalTime.parse("02:30:00"));
    assertThat(row.value4()).startsWith("02:30:00");
  }
}
