package org.wardbell.api.calendar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wardbell.activities.database.generated.Tables.CALENDAR;
import static org.wardbell.activities.database.generated.Tables.CALENDAR_COUNTERS;
import static org.wardbell.activities.database.generated.Tables.CHANNEL;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.UUID;
import org.jooq.DSLContext;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.wardbell.api.ApiServer;
import org.wardbell.api.Call;
import org.wardbell.api.Clinics;

@Tag("servers")
class CalendarsTest {
  private static final String CALENDARS = "/api/v1/calendars";
  private static final String TOKEN = "the-channel-token";
  private static final String RESOURCE = "the-resource";

  private final String doctor = "doctor-" + UUID.randomUUID();

  private Call.Answer connect(String googleCalendarId) {
    return Call.to(CALENDARS)
        .post(
            """
            {"doctor_id": "%s", "google_calendar_id": "%s", "refresh_token": "1//secret"}
            """
                .formatted(doctor, googleCalendarId));
  }

  private static DSLContext database() {
    return ApiServer.shared().bean(DSLContext.class);
  }

  @Test
  void connect_showsTheState_andNeverTheToken() {
    Call.Answer answer = connect("ada@clinic.example");

    assertThat(answer.status()).as(answer.text()).isEqualTo(201);
    assertThat(answer.json().path("state").asString()).isEqualTo("CONNECTING");
    assertThat(answer.text()).doesNotContain("secret");
    Call.Answer read = Call.to(answer.header("location")).get();
    assertThat(read.status()).isEqualTo(200);
    assertThat(read.json().path("doctor_id").asString()).isEqualTo(doctor);
    assertThat(read.json().path("lag_seconds").isNumber()).isTrue();
  }

  @Test
  void connect_again_isTheSameCalendar_andAnotherOneIsAFurtherOne() {
    String first = connect("ada@clinic.example").json().path("id").asString();
    assertThat(connect("ada@clinic.example").json().path("id").asString()).isEqualTo(first);

    Call.Answer other = connect("other@clinic.example");
    assertThat(other.status()).isEqualTo(201);
    assertThat(other.json().path("id").asString()).isNotEqualTo(first);
  }

  @Test
  void delete_disconnects_andAnotherOneMayFollow() {
    String id = connect("ada@clinic.example").json().path("id").asString();

    assertThat(Call.to(CALENDARS + "/" + id).delete().status()).isEqualTo(204);
    assertThat(Call.to(CALENDARS + "/" + id).get().json().path("state").asString())
        .isEqualTo("DISCONNECTED");
    assertThat(connect("other@clinic.example").status()).isEqualTo(201);
  }

  @Test
  void anotherClinicsCalendar_doesNotExist_andAWriterConnectsNone() {
    String location = connect("ada@clinic.example").header("location");
    String stranger = Clinics.key(Clinics.make(), "ADMIN");
    assertThat(Call.to(location, stranger).get().status()).isEqualTo(404);
    assertThat(Call.to(location, stranger).delete().status()).isEqualTo(404);

    String writer = Clinics.key(Clinics.make(), "WRITER");
    assertThat(Call.to(CALENDARS, writer).post("{}").status()).isEqualTo(403);
  }

  @ParameterizedTest
  @CsvSource({
    "'{}', doctor_id",
    "'{\"doctor_id\":\"1\",\"refresh_token\":\"t\"}', google_calendar_id",
    "'{\"doctor_id\":\"1\",\"google_calendar_id\":\"c\"}', refresh_token",
    "'{\"doctor_id\":\"1\",\"google_calendar_id\":\"c\",\"refresh_token\":\"t\",\"deletion\":\"x\"}', deletion"
  })
  void connect_withSomethingWrong_is422NamingTheField(String body, String field) {
    Call.Answer answer = Call.to(CALENDARS).post(body);
    assertThat(answer.status()).as(answer.text()).isEqualTo(422);
    assertThat(answer.field()).isEqualTo(field);
  }

  private UUID channel(String state, String resourceId) throws Exception {
    UUID calendar = UUID.fromString(connect("ada@clinic.example").json().path("id").asString());
    UUID id = UUID.randomUUID();
    database()
        .insertInto(CHANNEL)
        .set(CHANNEL.ID, id)
        .set(CHANNEL.CLINIC_ID, UUID.randomUUID())
        .set(CHANNEL.CALENDAR_ID, calendar)
        .set(
            CHANNEL.TOKEN_HASH,
            MessageDigest.getInstance("SHA-256").digest(TOKEN.getBytes(StandardCharsets.UTF_8)))
        .set(CHANNEL.STATE, state)
        .set(CHANNEL.RESOURCE_ID, resourceId)
        .set(CHANNEL.CREATED_AT, Instant.now())
        .execute();
    return id;
  }

  private static Call.Answer push(
      String path, String channel, String token, String resource, String state) {
    return Call.anonymous(path)
        .header("x-goog-channel-id", channel)
        .header("X-Goog-Channel-Token", token)
        .header("X-GOOG-RESOURCE-ID", resource)
        .header("X-Goog-Resource-State", state)
        .header("Content-Type", "application/json; utf-8")
        .send("POST", "");
  }

  private static long requested(UUID channel) {
    return database()
        .select(CALENDAR_COUNTERS.REQUESTED)
        .from(CALENDAR_COUNTERS)
        .join(CHANNEL)
        .on(CHANNEL.CALENDAR_ID.eq(CALENDAR_COUNTERS.CALENDAR_ID))
        .where(CHANNEL.ID.eq(channel))
        .fetchSingle(CALENDAR_COUNTERS.REQUESTED);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/calendar/push", "/wp-json/kivicare/v1/settings/googlemeet/callback"})
  void c14_push_genuine_isCounted_andWithoutTemporalIs503(String path) throws Exception {
    UUID channel = channel("ACTIVE", RESOURCE);

    assertThat(push(path, channel.toString(), TOKEN, RESOURCE, "exists").status()).isEqualTo(503);
    assertThat(requested(channel)).isEqualTo(1);
  }

  @Test
  void c10_push_greeting_startsNothing() throws Exception {
    UUID channel = channel("ACTIVE", RESOURCE);
    assertThat(push("/calendar/push", channel.toString(), TOKEN, RESOURCE, "sync").status())
        .isEqualTo(200);
    assertThat(requested(channel)).isZero();
  }

  /** Says that the workflow was told of all pushes that come now. */
  private static void signalled(UUID channel) {
    database()
        .update(CALENDAR_COUNTERS)
        .set(CALENDAR_COUNTERS.SIGNALLED_FOR, 1L)
        .where(
            CALENDAR_COUNTERS.CALENDAR_ID.eq(
                database().select(CHANNEL.CALENDAR_ID).from(CHANNEL).where(CHANNEL.ID.eq(channel))))
        .execute();
  }

  @ParameterizedTest
  @CsvSource({
    "'', exists",
    "'application/json; utf-8', exists",
    "nonsense, not_exists",
    "text/plain, SYNC",
    "application/json, something_new"
  })
  void c10_push_ofAnyShape_isTakenAndCounted(String contentType, String state) throws Exception {
    UUID channel = channel("ACTIVE", RESOURCE);
    signalled(channel);
    Call push =
        Call.anonymous("/calendar/push")
            .header("X-GOOG-CHANNEL-ID", channel.toString())
            .header("x-goog-channel-token", TOKEN)
            .header("X-Goog-Resource-Id", RESOURCE)
            .header("x-Goog-resource-State", state);
    Call.Answer answer =
        (contentType.isEmpty() ? push : push.header("Content-Type", contentType)).send("POST", "");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(requested(channel)).isEqualTo(1);
  }

  @Test
  void push_coveredByAnAcknowledgedSignal_is200AndCountedOnly() throws Exception {
    UUID channel = channel("ACTIVE", RESOURCE);
    signalled(channel);
    assertThat(push("/calendar/push", channel.toString(), TOKEN, RESOURCE, "exists").status())
        .isEqualTo(200);
    assertThat(requested(channel)).isEqualTo(1);
  }

  @Test
  void c01_push_onARequestedChannel_tellsItsResource() throws Exception {
    UUID channel = channel("REQUESTED", null);
    assertThat(push("/calendar/push", channel.toString(), TOKEN, RESOURCE, "sync").status())
        .isEqualTo(200);
    assertThat(
            database()
                .select(CHANNEL.RESOURCE_ID)
                .from(CHANNEL)
                .where(CHANNEL.ID.eq(channel))
                .fetchSingle(CHANNEL.RESOURCE_ID))
        .isEqualTo(RESOURCE);
  }

  @Test
  void c11_push_forgedInAnyOfThree_isAnsweredAlike_andNotCounted() throws Exception {
    UUID channel = channel("ACTIVE", RESOURCE);
    String id = channel.toString();

    assertThat(push("/calendar/push", UUID.randomUUID().toString(), TOKEN, RESOURCE, "exists"))
        .matches(answer -> answer.status() == 200 && answer.text().isEmpty());
    assertThat(push("/calendar/push", "nonsense", TOKEN, RESOURCE, "exists").status())
        .isEqualTo(200);
    assertThat(push("/calendar/push", id, "wrong", RESOURCE, "exists").status()).isEqualTo(200);
    assertThat(push("/calendar/push", id, TOKEN, "wrong", "exists").status()).isEqualTo(200);
    assertThat(Call.anonymous("/calendar/push").send("POST", "").status()).isEqualTo(200);
    assertThat(requested(channel)).isZero();
  }

  @Test
  void c12_push_onAStoppedChannel_is200AndNotCounted() throws Exception {
    UUID channel = channel("STOPPED", RESOURCE);
    assertThat(push("/calendar/push", channel.toString(), TOKEN, RESOURCE, "exists").status())
        .isEqualTo(200);
    assertThat(requested(channel)).isZero();
  }

  @Test
  void push_forACalendarThatNeedsItsDoctor_is200() throws Exception {
    UUID channel = channel("ACTIVE", RESOURCE);
    database()
        .update(CALENDAR)
        .set(CALENDAR.STATE, "RECONNECT_NEEDED")
        .where(
            CALENDAR.ID.eq(
                database().select(CHANNEL.CALENDAR_ID).from(CHANNEL).where(CHANNEL.ID.eq(channel))))
        .execute();
    assertThat(push("/calendar/push", channel.toString(), TOKEN, RESOURCE, "exists").status())
        .isEqualTo(200);
  }
}
