package org.wardbell.api.calendar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wardbell.activities.database.generated.Tables.CALENDAR;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jooq.DSLContext;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.wardbell.activities.calendar.trouble.Quarantine;
import org.wardbell.api.ApiServer;
import org.wardbell.api.Call;
import org.wardbell.api.Clinics;
import tools.jackson.databind.JsonNode;

/** Several calendars of one doctor, and what is shown of each. */
@Tag("servers")
class DoctorsCalendarsTest {
  private static final String CALENDARS = "/api/v1/calendars";

  private final String clinic = Clinics.make();
  private final String key = Clinics.key(clinic, "ADMIN");
  private final String stranger = Clinics.key(Clinics.make(), "ADMIN");

  private JsonNode connect(String googleCalendarId, String more) {
    Call.Answer answer =
        Call.to(CALENDARS, key)
            .post(
                """
                {"doctor_id": "17", "google_calendar_id": "%s", "refresh_token": "1//secret"%s}
                """
                    .formatted(googleCalendarId, more));
    assertThat(answer.status()).as(answer.text()).isEqualTo(201);
    return answer.json();
  }

  private String connected(String googleCalendarId) {
    return connect(googleCalendarId, "").path("id").asString();
  }

  private boolean receives(String id) {
    return Call.to(CALENDARS + "/" + id, key)
        .get()
        .json()
        .path("receives_appointments")
        .asBoolean();
  }

  private static DSLContext database() {
    return ApiServer.shared().bean(DSLContext.class);
  }

  @Test
  void c32_receivingCalendar_isTheFirst_untilAnotherIsChosen() {
    String first = connected("ada@clinic.example");
    String second = connected("practice@clinic.example");
    assertThat(receives(first)).isTrue();
    assertThat(receives(second)).isFalse();

    String receive = CALENDARS + "/" + second + "/receive";
    assertThat(Call.to(receive, stranger).post("").status()).isEqualTo(404);
    Call.Answer chosen = Call.to(receive, key).post("");
    assertThat(chosen.status()).as(chosen.text()).isEqualTo(200);
    assertThat(chosen.json().path("receives_appointments").asBoolean()).isTrue();
    assertThat(receives(first)).isFalse();

    String third =
        connect("home@clinic.example", ", \"receives_appointments\": true").path("id").asString();
    assertThat(receives(third)).isTrue();
    assertThat(receives(second)).isFalse();
  }

  @Test
  void c32_receivingCalendarThatIsGivenUp_isFollowedByAnother() {
    String first = connected("ada@clinic.example");
    String second = connected("practice@clinic.example");
    assertThat(Call.to(CALENDARS + "/" + first, key).delete().status()).isEqualTo(204);
    assertThat(receives(first)).isFalse();
    assertThat(receives(second)).isTrue();

    Call.Answer late = Call.to(CALENDARS + "/" + first + "/receive", key).post("");
    assertThat(late.status()).isEqualTo(409);
    assertThat(late.text()).contains("POST /api/v1/calendars");
    assertThat(receives(second)).isTrue();
  }

  @Test
  void connectedBy_saysWhatThePermissionIs() {
    String id = connected("ada@clinic.example");
    assertThat(connectedBy(id)).isEqualTo("refresh_token");
    database()
        .update(CALENDAR)
        .set(CALENDAR.GOOGLE_ACCOUNT, "117")
        .where(CALENDAR.ID.eq(UUID.fromString(id)))
        .execute();
    assertThat(connectedBy(id)).isEqualTo("consent");
    database()
        .update(CALENDAR)
        .setNull(CALENDAR.GOOGLE_ACCOUNT)
        .setNull(CALENDAR.REFRESH_TOKEN_CIPHERTEXT)
        .set(CALENDAR.DELEGATED_TO, "ada@clinic.example")
        .where(CALENDAR.ID.eq(UUID.fromString(id)))
        .execute();
    assertThat(connectedBy(id)).isEqualTo("service_account");
  }

  private String connectedBy(String id) {
    return Call.to(CALENDARS + "/" + id, key).get().json().path("connected_by").asString();
  }

  @Test
  void quarantine_isListedPageByPage_withIdsCodesAndTimesOnly() {
    UUID id = UUID.fromString(connected("ada@clinic.example"));
    UUID other = UUID.fromString(connected("practice@clinic.example"));
    Map<String, String> codes = new TreeMap<>();
    for (String event : List.of("a&1", "b_2", "c3", "d4", "e5")) {
      codes.put(event, "unreadable");
    }
    Quarantine.add(database(), UUID.fromString(clinic), id, 1, codes);
    Quarantine.add(database(), UUID.fromString(clinic), other, 1, Map.of("z9", "not_applied"));
    String path = CALENDARS + "/" + id + "/quarantine";

    JsonNode first = Call.to(path + "?limit=2", key).get().json();
    assertThat(ids(first)).containsExactly("a&1", "b_2");
    assertThat(first.path("data").get(0).propertyNames())
        .containsExactlyInAnyOrder("google_event_id", "code", "since");
    String cursor = URLEncoder.encode(first.path("next_cursor").asString(), StandardCharsets.UTF_8);
    JsonNode second = Call.to(path + "?limit=3&cursor=" + cursor, key).get().json();
    assertThat(ids(second)).containsExactly("c3", "d4", "e5");
    assertThat(second.path("next_cursor").asString("")).isEmpty();

    assertThat(Call.to(path, stranger).get().status()).isEqualTo(404);
  }

  private static List<String> ids(JsonNode page) {
    return page.path("data")
        .valueStream()
        .map(each -> each.path("google_event_id").asString())
        .toList();
  }
}
