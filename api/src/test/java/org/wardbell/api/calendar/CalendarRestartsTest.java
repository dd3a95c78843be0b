package org.wardbell.api.calendar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wardbell.activities.database.generated.Tables.CALENDAR;
import static org.wardbell.activities.database.generated.Tables.CALENDAR_ALERT;
import static org.wardbell.activities.database.generated.Tables.CALENDAR_FULL_PASS;
import static org.wardbell.activities.database.generated.Tables.CALENDAR_QUARANTINE;

import java.time.Duration;
import java.util.UUID;
import org.jooq.DSLContext;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.wardbell.activities.database.DatabaseClock;
import org.wardbell.api.ApiServer;
import org.wardbell.api.Call;
import org.wardbell.api.Clinics;
import tools.jackson.databind.JsonNode;

/** A calendar's health, and what an administrator does about one in trouble. */
@Tag("servers")
class CalendarRestartsTest {
  private static final DSLContext DATABASE = ApiServer.shared().bean(DSLContext.class);

  private final String location = connect();
  private final UUID id = UUID.fromString(location.substring(location.lastIndexOf('/') + 1));

  private static String connect() {
    return Call.to("/api/v1/calendars")
        .post(
            """
            {"doctor_id": "doctor-%s", "google_calendar_id": "a@clinic.example",
             "refresh_token": "1//secret"}
            """
                .formatted(UUID.randomUUID()))
        .header("location");
  }

  private void state(String state, String error) {
    DATABASE
        .update(CALENDAR)
        .set(CALENDAR.STATE, state)
        .set(CALENDAR.LAST_ERROR, error)
        .set(CALENDAR.SYNC_TOKEN, "token")
        .where(CALENDAR.ID.eq(id))
        .execute();
  }

  private JsonNode shown() {
    return Call.to(location).get().json();
  }

  private String syncToken() {
    return DATABASE
        .select(CALENDAR.SYNC_TOKEN)
        .from(CALENDAR)
        .where(CALENDAR.ID.eq(id))
        .fetchSingle()
        .value1();
  }

  @Test
  void c48_resume_withoutAToken_letsTheCalendarGoOn() {
    state("RECONNECT_NEEDED", "google_404_notFound");

    Call.Answer answer = Call.to(location + "/resume").post("");

    assertThat(answer.status()).as(answer.text()).isEqualTo(202);
    assertThat(answer.json().path("state").asString()).isEqualTo("CONNECTING");
    assertThat(shown().has("last_error")).isFalse();
    assertThat(syncToken()).isNull();
  }

  @Test
  void c48_resume_ofACalendarThatWaits_waitsNoLonger_andKeepsItsPlace() {
    state("CONNECTED", "google_403_accessNotConfigured");
    DATABASE
        .update(CALENDAR)
        .set(CALENDAR.ASK_AFTER, DatabaseClock.after(Duration.ofMinutes(15)))
        .where(CALENDAR.ID.eq(id))
        .execute();
    assertThat(shown().has("asked_again_at")).isTrue();

    assertThat(Call.to(location + "/resume").post("").status()).isEqualTo(202);
    assertThat(shown().has("asked_again_at")).isFalse();
    assertThat(shown().path("state").asString()).isEqualTo("CONNECTED");
    assertThat(shown().path("unseen_pushes").asInt()).isEqualTo(1);
    assertThat(syncToken()).isEqualTo("token");
  }

  @Test
  void c48_resume_withoutAPermission_is409() {
    DATABASE
        .update(CALENDAR)
        .setNull(CALENDAR.REFRESH_TOKEN_CIPHERTEXT)
        .where(CALENDAR.ID.eq(id))
        .execute();
    Call.Answer answer = Call.to(location + "/resume").post("");
    assertThat(answer.status()).isEqualTo(409);
    assertThat(answer.text()).contains("Connect the calendar again");

    Call.to(location).delete();
    assertThat(Call.to(location + "/resume").post("").status()).isEqualTo(409);
    assertThat(Call.to(location + "/sync").post("").status()).isEqualTo(409);
  }

  @Test
  void sync_forgetsThePlace_andAtMostThreeTimesAnHour() {
    state("CONNECTED", "google_502");
    assertThat(Call.to(location + "/sync").post("").status()).isEqualTo(202);
    assertThat(syncToken()).isNull();

    for (int epoch = 1; epoch <= 3; epoch++) {
      DATABASE
          .insertInto(CALENDAR_FULL_PASS)
          .set(CALENDAR_FULL_PASS.CALENDAR_ID, id)
          .set(CALENDAR_FULL_PASS.EPOCH, epoch)
          .set(CALENDAR_FULL_PASS.CLINIC_ID, UUID.randomUUID())
          .set(CALENDAR_FULL_PASS.BEGAN_AT, DatabaseClock.now())
          .execute();
    }
    Call.Answer tooOften = Call.to(location + "/sync").post("");
    assertThat(tooOften.status()).isEqualTo(429);
    assertThat(Integer.parseInt(tooOften.header("Retry-After"))).isBetween(1, 3_600);
  }

  @Test
  void anotherClinicsCalendar_isNotThere() {
    String stranger = Clinics.key(Clinics.make(), "ADMIN");
    assertThat(Call.to(location + "/resume", stranger).post("").status()).isEqualTo(404);
    assertThat(Call.to(location + "/sync", stranger).post("").status()).isEqualTo(404);
    String writer = Clinics.key(Clinics.make(), "WRITER");
    assertThat(Call.to(location + "/resume", writer).post("").status()).isEqualTo(403);
  }

  @Test
  void c50_health_isShown_withoutAnythingOfAnEvent() {
    state("CONNECTED", "google_410_loop");
    DATABASE.update(CALENDAR).set(CALENDAR.DEAD_TOKENS, 4).where(CALENDAR.ID.eq(id)).execute();
    for (String event : new String[] {"secret-event-1", "secret-event-2"}) {
      DATABASE
          .insertInto(CALENDAR_QUARANTINE)
          .set(CALENDAR_QUARANTINE.CALENDAR_ID, id)
          .set(CALENDAR_QUARANTINE.GOOGLE_EVENT_ID, event)
          .set(CALENDAR_QUARANTINE.CLINIC_ID, UUID.randomUUID())
          .set(CALENDAR_QUARANTINE.CODE, "unreadable")
          .set(CALENDAR_QUARANTINE.SEEN_EPOCH, 1)
          .set(CALENDAR_QUARANTINE.CREATED_AT, DatabaseClock.now())
          .execute();
    }
    for (String kind : new String[] {"QUARANTINE", "DEAD_TOKENS"}) {
      DATABASE
          .insertInto(CALENDAR_ALERT)
          .set(CALENDAR_ALERT.CALENDAR_ID, id)
          .set(CALENDAR_ALERT.KIND, kind)
          .set(CALENDAR_ALERT.CLINIC_ID, UUID.randomUUID())
          .set(CALENDAR_ALERT.CODE, "code")
          .set(CALENDAR_ALERT.RAISED_AT, DatabaseClock.now())
          .execute();
    }
    String other = connect();

    JsonNode calendar = shown();
    assertThat(calendar.path("quarantined_events").asInt()).isEqualTo(2);
    assertThat(calendar.path("dead_sync_tokens").asInt()).isEqualTo(4);
    assertThat(calendar.path("refused_writes").asInt()).isZero();
    assertThat(calendar.path("lag_seconds").isNumber()).isTrue();
    assertThat(calendar.path("alerts").toString()).isEqualTo("[\"quarantine\",\"dead_tokens\"]");
    assertThat(calendar.path("last_error").path("message").asString())
        .contains("at most three times an hour");
    assertThat(calendar.toString()).doesNotContain("secret");
    assertThat(Call.to(other).get().json().path("quarantined_events").asInt()).isZero();
    assertThat(Call.to(other).get().json().path("alerts")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "google_403_accessNotConfigured, operator enables it",
    "google_403_domainPolicy, Workspace",
    "google_404_notFound, resumes by itself",
    "google_403_rateLimitExceeded, fewer requests",
    "google_403_forbidden, resumes by itself",
    "google_invalid_grant, connect the calendar again",
    "permission_unreadable, has to connect the calendar",
    "google_502, in trouble",
    "google_token_500, in trouble",
    "something_new, by itself"
  })
  void c50_error_isSaidInWords(String code, String words) {
    assertThat(CalendarErrorWords.of(code)).contains(words);
  }
}
