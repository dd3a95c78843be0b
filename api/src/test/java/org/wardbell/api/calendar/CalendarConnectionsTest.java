package org.wardbell.api.calendar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wardbell.activities.database.generated.Tables.CALENDAR_CONSENT;

import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.jooq.DSLContext;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.wardbell.activities.crypto.Encryption;
import org.wardbell.activities.crypto.Sealed;
import org.wardbell.activities.database.DatabaseClock;
import org.wardbell.api.Call;
import tools.jackson.databind.JsonNode;

/** The api's operations for connections by consent, in two clinics. */
@Tag("servers")
class CalendarConnectionsTest extends ConnectingServer {
  @Test
  void start_answersAPageOfOurs_andNamesTheScopes() {
    Call.Answer begun = begin(key, DOCTOR);

    assertThat(begun.status()).isEqualTo(201);
    assertThat(begun.json().path("authorization_url").asString())
        .startsWith("https://wardbell.example/base/calendar/connect?ticket=");
    assertThat(begun.json().path("scopes").valueStream().map(JsonNode::asString))
        .containsExactly(
            "openid",
            "https://www.googleapis.com/auth/calendar.events",
            "https://www.googleapis.com/auth/calendar.readonly");
    assertThat(begun.header("location"))
        .isEqualTo("/api/v1/calendars/connections/" + begun.json().path("id").asString());
    assertThat(status(begun)).isEqualTo("WAITING");
    assertThat(to("/api/v1/audit?action=calendar.consent_begun", key).get().text())
        .contains("calendar-consent/" + begun.json().path("id").asString());
  }

  @Test
  void start_repeatedWithItsKey_answersTheSameLink() {
    String once = UUID.randomUUID().toString();
    Call.Answer first =
        to("/api/v1/calendars/connections", key).header("Idempotency-Key", once).post(DOCTOR);
    Call.Answer again =
        to("/api/v1/calendars/connections", key).header("Idempotency-Key", once).post(DOCTOR);

    assertThat(again.json()).isEqualTo(first.json());
  }

  @Test
  void start_withWhatContradictsItself_namesTheField() {
    assertThat(begin(key, "{}").text()).contains("doctor_id");
    Call.Answer both =
        begin(
            key,
            "{\"doctor_id\":\"17\",\"google_calendar_id\":\"a@clinic.example\",\"choose\":true}");
    assertThat(both.status()).isEqualTo(422);
    assertThat(both.text()).contains("choose");
  }

  @Test
  void start_onAServerWithoutPublicUrl_saysWhatToSet() {
    Call.Answer refused = Call.to("/api/v1/calendars/connections").post(DOCTOR);

    assertThat(refused.status()).isEqualTo(409);
    assertThat(refused.text()).contains("WARDBELL_PUBLIC_URL");
  }

  @Test
  void connection_ofAnotherClinic_isNotThere() {
    String id = begin(key, DOCTOR).json().path("id").asString();
    String path = "/api/v1/calendars/connections/" + id;

    assertThat(to(path, otherKey).get().status()).isEqualTo(404);
    assertThat(to(path + "/choose", otherKey).post("{\"google_calendar_id\":\"x\"}").status())
        .isEqualTo(404);
    assertThat(
            begin(otherKey, "{\"doctor_id\":\"17\",\"clinic\":\"%s\"}".formatted(clinic)).status())
        .isEqualTo(403);
    assertThat(to(path, key).get().status()).isEqualTo(200);
  }

  @Test
  void choice_isOneOfTheAccountsCalendars_andMadeOnce() {
    String id = begin(key, "{\"doctor_id\":\"choosing\"}").json().path("id").asString();
    String path = "/api/v1/calendars/connections/" + id;
    Call.Answer early = to(path + "/choose", key).post("{\"google_calendar_id\":\"c1\"}");
    assertThat(early.status()).isEqualTo(409);
    granted(UUID.fromString(id));

    JsonNode seen = to(path, key).get().json();
    assertThat(seen.path("status").asString()).isEqualTo("CHOOSING");
    assertThat(seen.path("calendars").valueStream().map(each -> each.path("name").asString()))
        .containsExactly("Practice", "Home");
    assertThat(seen.toString()).doesNotContain("1//sealed");
    Call.Answer unknown = to(path + "/choose", key).post("{\"google_calendar_id\":\"c9\"}");
    assertThat(unknown.status()).isEqualTo(422);
    assertThat(unknown.text()).contains("google_calendar_id");

    Call.Answer chosen = to(path + "/choose", key).post("{\"google_calendar_id\":\"c2\"}");

    assertThat(chosen.status()).as(chosen.text()).isEqualTo(200);
    String calendar = chosen.json().path("calendar_id").asString();
    assertThat(to("/api/v1/calendars/" + calendar, key).get().json().path("google_calendar_id"))
        .hasToString("\"c2\"");
    assertThat(to(path + "/choose", key).post("{\"google_calendar_id\":\"c1\"}").status())
        .isEqualTo(409);
    assertThat(to("/api/v1/audit?action=calendar.connected", key).get().text())
        .contains("calendar/" + calendar);
    Call.Answer byHand =
        to("/api/v1/calendars", key)
            .post(
                "{\"doctor_id\":\"choosing\",\"google_calendar_id\":\"c2\",\"refresh_token\":\"1//x\"}");
    assertThat(byHand.status()).isEqualTo(409);
    assertThat(byHand.text()).contains("/api/v1/calendars/connections");
  }

  @Test
  void delegation_isForTheInstallation_andNeedsAServiceAccount() {
    String wanted =
        "{\"doctor_id\":\"delegated\",\"google_calendar_id\":\"d@clinic.example\",\"delegated_to\":\"d@clinic.example\"}";

    assertThat(to("/api/v1/calendars", key).post(wanted).status()).isEqualTo(403);
    Call.Answer without = to("/api/v1/calendars", installationKey()).post(wanted);
    assertThat(without.status()).isEqualTo(422);
    assertThat(without.text()).contains("WARDBELL_GOOGLE_SERVICE_ACCOUNT_FILE");
  }

  private String status(Call.Answer begun) {
    return to(begun.header("location"), key).get().json().path("status").asString();
  }

  /** Brings a consent to where a worker would: an account with two calendars has consented. */
  private void granted(UUID id) {
    byte[] grant =
        """
        {"account":"%s","refreshToken":"1//sealed","calendars":[
         {"id":"c1","name":"Practice","primary":true},{"id":"c2","name":"Home","primary":false}]}"""
            .formatted(UUID.randomUUID())
            .getBytes(StandardCharsets.UTF_8);
    DSLContext database = server.bean(DSLContext.class);
    Sealed sealed =
        server
            .bean(Encryption.class)
            .seal(UUID.fromString(clinic), "calendar_consent.grant", id, grant);
    database
        .update(CALENDAR_CONSENT)
        .set(CALENDAR_CONSENT.STATE, "CHOOSING")
        .set(CALENDAR_CONSENT.GRANT_CIPHERTEXT, sealed.ciphertext())
        .set(CALENDAR_CONSENT.GRANT_KEY_ID, sealed.keyId())
        .set(CALENDAR_CONSENT.RETURNED_AT, DatabaseClock.now())
        .where(CALENDAR_CONSENT.ID.eq(id))
        .execute();
  }
}
