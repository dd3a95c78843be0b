package org.wardbell.api;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** Refusals that say what to do instead, where it is not what was tried. */
@Tag("servers")
class ToldFixesTest {
  private final String clinic = Clinics.make();
  private final String key = Clinics.key(clinic, "ADMIN");

  /** What is wrong, and what there is instead: by the field's own name, as it was sent. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          exports                | {"kind":"zzz"}                              | kind               | attempts or deliveries
          exports                | {}                                          | kind               | attempts or deliveries
          erasures               | {"subject":"patient"}                       | subject            | patient/4711
          erasures               | {"subject":"Appointment"}                   | subject            | patient/4711
          erasures               | {"subject":"patient/ "}                     | subject            | patient/4711
          presets/slack/webhook  | {"fields":{"colour":7}}                     | fields.colour      | webhook_url
          presets/slack/preview  | {"fields":{"webhook_ulr":{}}}               | fields.webhook_ulr | Did you mean webhook_url?
          presets/slack/webhook  | {"fields":{"message":7}}                    | fields.message     | double quotes
          presets/slack/webhook  | {"fields":{"chanel":"x","webhook_url":"x"}} | fields.chanel      | message
          webhooks               | {"name":"x","urls":["x"]}                   | urls               | Did you mean url?
          search                 | {}                                          | q                  | patient/4711
          keys                   | {"name":"k","role":7}                       | role               | Choose
          """)
  void field_thatIsWrong_isToldByItsName_andWhatThereIs(
      String path, String body, String field, String fix) {
    Call.Answer answer = Call.to("/api/v1/" + path, key).post(body);

    assertThat(fix(answer)).contains(fix);
    assertThat(answer.field()).isEqualTo(field);
  }

  @ParameterizedTest
  @CsvSource({"payload_days, 1 to 3650", "delivery_days, 30 to 3650"})
  void period_thatIsNone_isToldItsRange(String field, String range) {
    Call.Answer answer =
        Call.to("/api/v1/clinics/" + clinic + "/retention", key).put("{\"%s\":0}".formatted(field));

    assertThat(fix(answer)).contains(range);
    assertThat(answer.field()).isEqualTo(field);
  }

  @Test
  void preview_thatCannotBe_namesTheCodeOfADelivery() {
    String draft =
        "{\"webhook\":{\"name\":\"x\",\"url\":\"https://example.org/h\",\"events\":[\"*\"],%s},"
            + "\"event_type\":\"bill.paid\",\"data\":{\"bill_id\":\"seven\"}}";
    String path = "/api/v1/webhooks/preview";

    assertThat(
            Call.to(path, key)
                .post(draft.formatted("\"transform\":\"$number(data.bill_id)\""))
                .json()
                .at("/errors/0/problem")
                .asString())
        .contains("transform_failed");
    assertThat(
            Call.to(path, key)
                .post(
                    draft.formatted(
                        "\"body\":\"{\\\"n\\\": {{data.bill_id | number:\\\"0\\\"}}}\""))
                .json()
                .at("/errors/0/problem")
                .asString())
        .contains("render_failed");
  }

  @Test
  void time_whosePlusBecameASpace_isToldHowToWriteIt() {
    for (String path : new String[] {"attempts", "deliveries", "appointments", "audit"}) {
      Call.Answer answer =
          Call.to("/api/v1/" + path + "?from=2026-11-26T22:00:00+01:00", key).get();

      assertThat(answer.status()).isEqualTo(422);
      assertThat(fix(answer)).contains("%2B", "Z");
      assertThat(
              Call.to("/api/v1/" + path + "?from=2026-11-26T22:00:00%2B01:00", key).get().status())
          .isEqualTo(200);
    }
    assertThat(fix(Call.to("/api/v1/attempts?from=yesterday", key).get()))
        .startsWith("Write it like ");
  }

  @ParameterizedTest
  @CsvSource({
    "/api/v1/keys, '{\"name\":\"k\",\"role\":\"READER\",\"clinic\":\"NORTH\"}', Use that of one that there is (GET /api/v1/clinics lists them).",
    "/api/v1/keys, '{\"name\":\"k\",\"role\":\"BOSS\"}', Choose one of these.",
  })
  void value_thatIsNone_isToldWhereThoseAreThatThereAre(String path, String body, String fix) {
    assertThat(fix(Call.to(path).post(body))).isEqualTo(fix);
  }

  @Test
  void file_ofAnotherType_isToldTheTypesThatAreTaken() {
    Call.Answer text =
        Call.to("/api/v1/webhooks/import", key)
            .header("Content-Type", "text/yaml")
            .send("POST", "a: b");
    assertThat(text.status()).isEqualTo(415);
    assertThat(text.json().path("detail").asString())
        .contains("application/json", "application/yaml");
    Call.Answer json = Call.to("/api/v1/webhooks/import", key).post("webhooks: []");
    assertThat(json.status()).isEqualTo(400);
    assertThat(json.json().path("detail").asString()).contains("application/yaml");
    Call.Answer event =
        Call.to("/api/v1/events", key).header("Content-Type", "text/plain").send("POST", "{}");
    assertThat(event.json().path("detail").asString())
        .isEqualTo("Send the body with Content-Type: application/json.");
  }

  @Test
  void session_ofAPerson_isToldWhereItDoesNotCount() {
    People.SignedInPerson person = People.make(clinic, "ADMIN").signIn();

    Call.Answer answer = person.to("/wp-json/kivicare/v1/webhooks").get();

    assertThat(answer.status()).isEqualTo(401);
    assertThat(answer.json().path("detail").asString())
        .contains("session does not count")
        .doesNotContain("sign in");
    assertThat(Call.anonymous("/api/v1/webhooks").get().json().path("detail").asString())
        .contains("sign in");
  }

  @Test
  void token_ofAnotherSession_isNotToldToBeMissing() {
    People.SignedInPerson person = People.make(clinic, "ADMIN").signIn();
    String body = "{\"name\":\"k\",\"role\":\"READER\"}";

    Call foreign = person.withoutToken("/api/v1/keys").header("X-CSRF-Token", "x");
    assertThat(foreign.post(body).json().path("detail").asString())
        .contains("is not this session's");
    assertThat(person.withoutToken("/api/v1/keys").post(body).json().path("detail").asString())
        .contains("needs the header X-CSRF-Token");
  }

  @Test
  void search_ofTheInstallation_isToldWhatItLacks() {
    JsonNode found = Call.to("/api/v1/search?q=patient/4711").get().json();
    assertThat(found.path("not_searched")).isNotEmpty();
    assertThat(found.path("advice").asString()).contains("clinic_id");
    assertThat(Call.to("/api/v1/search?q=patient/4711", key).get().json().has("advice")).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "actor=0198c0de-0000-7000-8000-000000000000, person/",
    "target=erasure, erasure/",
    "action=nonsense, webhook."
  })
  void filter_thatNoEntryCanHave_isRefused(String filter, String form) {
    Call.Answer answer = Call.to("/api/v1/audit?" + filter, key).get();

    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.field()).isEqualTo(filter.substring(0, filter.indexOf('=')));
    assertThat(fix(answer)).contains(form);
  }

  @Test
  void head_thatIsNone_isToldThatItMayBeMistyped() {
    JsonNode found =
        Call.to("/api/v1/audit/verification?position=1&seal=" + "0".repeat(64)).get().json();

    assertThat(found.at("/fault/meaning").asString()).contains("mistyped").contains("backup");
  }

  private static String fix(Call.Answer answer) {
    assertThat(answer.status()).as(answer.text()).isEqualTo(422);
    return answer.json().at("/errors/0/fix").asString();
  }
}
