package org.wardbell.api.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wardbell.activities.database.generated.Tables.AUDIT;
import static org.wardbell.activities.database.generated.Tables.WEBHOOK;

import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.jooq.DSLContext;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.wardbell.activities.database.generated.tables.records.WebhookRecord;
import org.wardbell.activities.webhook.KeptWebhook;
import org.wardbell.activities.webhook.StoredWebhook;
import org.wardbell.activities.webhook.WebhookSealing;
import org.wardbell.activities.webhook.WebhookStore;
import org.wardbell.api.ApiServer;
import org.wardbell.api.Call;
import org.wardbell.api.Clinics;
import org.wardbell.workflows.webhook.WebhookSettings;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

@Tag("servers")
class WebhooksTest {
  private static final String WEBHOOKS = "/api/v1/webhooks";
  static final String FULL =
      """
      {"name": "CRM", "url": "https://crm.example.org/in?clinic={{clinic_id}}", "method": "PUT",
       "events": ["kc_appointment_book", "bill.*"],
       "headers": [{"name": "Authorization", "value": "Bearer abcdefgh12345678"},
                   {"name": "X-Source", "value": "wardbell"}, {"name": "X-Token", "value": "short"}],
       "query": [{"name": "api_key", "value": "0123456789abcdef"}],
       "body": "{\\"id\\": \\"{{event_id}}\\"}", "timeout_seconds": 10,
       "retry": {"schedule_seconds": [0, 5, 60]}}
      """;

  @Test
  void create_fullWebhook_showsSecretOnceAndMasksCredentials() {
    Call.Answer made = Call.to(WEBHOOKS).post(FULL);
    assertThat(made.status()).as(made.text()).isEqualTo(201);
    assertThat(made.json().path("signing_secret").asString()).startsWith("whsec_");
    assertThat(made.json().path("status").asString()).isEqualTo("ACTIVE");
    assertThat(made.json().path("version").asInt()).isEqualTo(1);
    Call.Answer read = Call.to(made.header("location")).get();
    assertThat(read.json().has("signing_secret")).isFalse();
    assertThat(read.json().path("events").toString())
        .isEqualTo("[\"appointment.booked\",\"bill.*\"]");
    assertThat(read.json().path("headers").findValuesAsString("value"))
        .containsExactly("••••5678", "wardbell", "••••");
    assertThat(read.json().path("query").findValuesAsString("value")).containsExactly("••••cdef");
    assertThat(read.text()).doesNotContain("abcdefgh", "short", "0123456789");
  }

  @Test
  void create_minimal_getsDefaults() {
    JsonNode made =
        Call.to(WEBHOOKS)
            .post("{\"name\":\"a\",\"url\":\"https://example.org\",\"events\":[\"*\"]}")
            .json();
    assertThat(made.path("method").asString()).isEqualTo("POST");
    assertThat(made.path("timeout_seconds").asInt()).isEqualTo(30);
    assertThat(made.path("content_type").asString()).isEqualTo("application/json");
    assertThat(made.path("retry").path("schedule_seconds").size()).isEqualTo(10);
  }

  @Test
  void row_inTheDatabase_tellsNeitherUrlNorCredential() {
    String id = Call.to(WEBHOOKS).post(FULL).json().path("id").asString();
    var row =
        ApiServer.shared()
            .bean(DSLContext.class)
            .selectFrom(WEBHOOK)
            .where(WEBHOOK.ID.eq(UUID.fromString(id)))
            .fetchSingle();
    String stored =
        new String(row.getSettingsCiphertext(), StandardCharsets.ISO_8859_1)
            + new String(row.getSecretsCiphertext(), StandardCharsets.ISO_8859_1);
    assertThat(stored).doesNotContain("example.org", "abcdefgh", "whsec_");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"url":"https://example.org","events":["*"]}                          | name
          {"name":"a","events":["*"]}                                           | url
          {"name":"a","url":"ftp://example.org","events":["*"]}                 | url
          {"name":"a","url":"http://example.org","events":["*"]}                | url
          {"name":"a","url":"https://example.org"}                              | events
          {"name":"a","url":"https://example.org","events":["appointment.boked"]} | events[0]
          {"name":"a","url":"https://example.org","events":[7]}                 | events[0]
          {"name":"a","url":"https://example.org","events":["*"],"colour":1}    | colour
          {"name":"a","url":"https://example.org","events":["*"],"timeout_seconds":"ten"} | timeout_seconds
          {"name":"a","url":"https://example.org","events":["*"],"timeout_seconds":1.5} | timeout_seconds
          {"name":7,"url":"https://example.org","events":["*"]}                 | name
          {"name":"a","url":"https://example.org","events":["*"],"headers":[{"name":"Host","value":"x"}]} | headers[0].name
          {"name":"a","url":"https://example.org","events":["*"],"headers":[{"name":"X-A","value":"a\\nb"}]} | headers[0].value
          {"name":"a","url":"https://example.org","events":["*"],"headers":{"a":1}} | headers
          {"name":"a","url":"https://example.org","events":["*"],"clinic":"x"}  | clinic
          """)
  void create_withAMistake_namesTheField(String body, String field) {
    Call.Answer answer = Call.to(WEBHOOKS).post(body);
    assertThat(answer.status()).as(answer.text()).isEqualTo(422);
    assertThat(answer.field()).as(answer.text()).isEqualTo(field);
    assertThat(answer.json().path("errors").path(0).path("fix").asString()).isNotEmpty();
  }

  @Test
  void put_ofWhatWasShown_keepsTheCredentials() {
    Call.Answer made = Call.to(WEBHOOKS).post(FULL);
    ObjectNode shown = (ObjectNode) Call.to(made.header("location")).get().json();
    ObjectNode change = shown.deepCopy();
    change.put("name", "CRM 2");
    Call.Answer changed = Call.to(made.header("location")).put(change.toString());
    assertThat(changed.status()).as(changed.text()).isEqualTo(200);
    assertThat(changed.json().path("version").asInt()).isEqualTo(2);
    assertThat(changed.json().path("name").asString()).isEqualTo("CRM 2");
    assertThat(changed.json().path("headers")).isEqualTo(shown.path("headers"));
    assertThat(changed.json().path("query")).isEqualTo(shown.path("query"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"application/json", "application/merge-patch+json"})
  void patch_ofOneField_keepsTheOthersAndTheCredentials(String contentType) {
    Call.Answer made = Call.to(WEBHOOKS).post(FULL);
    String path = made.header("location");
    StoredWebhook before = stored(made);

    Call.Answer patched =
        Call.to(path)
            .header("Content-Type", contentType)
            .send("PATCH", "{\"enabled\": false, \"timeout_seconds\": null}");

    assertThat(patched.status()).as(patched.text()).isEqualTo(200);
    assertThat(patched.json().path("status").asString()).isEqualTo("DISABLED");
    assertThat(patched.json().path("timeout_seconds").asInt()).isEqualTo(30);
    WebhookSettings after = stored(made).webhook().settings();
    assertThat(after.headers()).isEqualTo(before.webhook().settings().headers());
    assertThat(after.payload()).isEqualTo(before.webhook().settings().payload());
    assertThat(after.retry()).isEqualTo(before.webhook().settings().retry());
    assertThat(after.url()).isEqualTo(before.webhook().settings().url());
  }

  @Test
  void patch_thatCannotBe_isRefused() {
    String path = Call.to(WEBHOOKS).post(FULL).header("location");

    assertThat(patch(path, "1", "{\"url\": \"https://evil.example/\"}")).isEqualTo(422);
    assertThat(patch(path, "1", "{\"colour\": 1}")).isEqualTo(422);
    assertThat(patch(path, "1", "[1]")).isEqualTo(400);
    assertThat(patch(path, "7", "{\"enabled\": true}")).isEqualTo(412);
    assertThat(patch(path, "1", "{\"enabled\": true}")).isEqualTo(200);
  }

  private static int patch(String path, String version, String body) {
    return Call.to(path)
        .header("Content-Type", "application/json")
        .header("If-Match", "\"" + version + "\"")
        .send("PATCH", body)
        .status();
  }

  private static StoredWebhook stored(Call.Answer made) {
    return ApiServer.shared()
        .bean(WebhookStore.class)
        .find(
            ApiServer.shared().bean(DSLContext.class),
            UUID.fromString(made.json().path("id").asString()))
        .orElseThrow();
  }

  @Test
  void put_withAnOldVersion_is412() {
    Call.Answer made = Call.to(WEBHOOKS).post(FULL);
    String other = FULL.replaceFirst("\"name\"", "\"concurrency\": 3, \"name\"");
    assertThat(Call.to(made.header("location")).header("If-Match", "\"1\"").put(other).status())
        .isEqualTo(200);
    assertThat(Call.to(made.header("location")).header("If-Match", "\"1\"").put(FULL).status())
        .isEqualTo(412);
  }

  @Test
  void pauseResumeDisable_showInTheStatus() {
    String path = Call.to(WEBHOOKS).post(FULL).header("location");
    assertThat(Call.to(path + "/pause").post("").json().path("status").asString())
        .isEqualTo("PAUSED");
    assertThat(Call.to(path + "/resume").post("").json().path("status").asString())
        .isEqualTo("ACTIVE");
    Call.Answer disabled =
        Call.to(path).put(FULL.replaceFirst("\"name\"", "\"enabled\": false, \"name\""));
    assertThat(disabled.json().path("status").asString()).isEqualTo("DISABLED");
  }

  @Test
  void delete_hidesItAndIsAudited() {
    Call.Answer made = Call.to(WEBHOOKS).post(FULL);
    String path = made.header("location");
    assertThat(Call.to(path).delete().status()).isEqualTo(204);
    assertThat(Call.to(path).get().status()).isEqualTo(404);
    assertThat(Call.to(path).delete().status()).isEqualTo(404);
    assertThat(
            ApiServer.shared()
                .bean(DSLContext.class)
                .select(AUDIT.ACTION)
                .from(AUDIT)
                .where(AUDIT.TARGET.eq("webhook/" + made.json().path("id").asString()))
                .orderBy(AUDIT.NUMBER)
                .fetch(AUDIT.ACTION))
        .containsExactly("webhook.created", "webhook.deleted");
  }

  @Test
  void delete_keepsNoCredentialAndNoSecret() {
    String id = Call.to(WEBHOOKS).post(FULL).json().path("id").asString();
    assertThat(Call.to(WEBHOOKS + "/" + id).delete().status()).isEqualTo(204);

    WebhookRecord row =
        ApiServer.shared()
            .bean(DSLContext.class)
            .selectFrom(WEBHOOK)
            .where(WEBHOOK.ID.eq(UUID.fromString(id)))
            .fetchSingle();
    assertThat(row.getSettingsCiphertext()).isNull();
    assertThat(row.getSecretsCiphertext()).isNull();
    KeptWebhook left = ApiServer.shared().bean(WebhookSealing.class).open(row);
    assertThat(left.settings().url()).isEmpty();
    assertThat(left.settings().headers()).isEmpty();
    assertThat(left.secrets()).isEmpty();
    assertThat(left.settings().name()).isEqualTo("CRM");
  }

  @Test
  void reader_seesTheServerButNotThePath() {
    String clinic = Clinics.make();
    String id = Clinics.webhook(clinic);
    JsonNode shown = Call.to(WEBHOOKS + "/" + id, Clinics.key(clinic, "READER")).get().json();
    assertThat(shown.path("url").asString()).isEqualTo("https://example.org/…");
  }

  @Test
  void globalWebhook_needsAKeyOfTheInstallationAndIsHiddenFromClinics() {
    String clinic = Clinics.make();
    String admin = Clinics.key(clinic, "ADMIN");
    String body =
        "{\"global\":true,\"name\":\"a\",\"url\":\"https://example.org\",\"events\":[\"*\"],\"enabled\":false}";
    assertThat(Call.to(WEBHOOKS, admin).post(body).status()).isEqualTo(403);
    Call.Answer made = Call.to(WEBHOOKS).post(body);
    assertThat(made.status()).isEqualTo(201);
    assertThat(made.json().has("clinic_id")).isFalse();
    assertThat(Call.to(made.header("location"), admin).get().status()).isEqualTo(404);
  }

  @Test
  void list_pagesWithoutGapsOrRepeats() {
    String clinic = Clinics.make();
    String admin = Clinics.key(clinic, "ADMIN");
    for (int i = 0; i < 5; i++) {
      Clinics.webhook(clinic);
    }
    JsonNode first = Call.to(WEBHOOKS + "?limit=2", admin).get().json();
    JsonNode second = next(first, admin);
    JsonNode third = next(second, admin);
    assertThat(third.has("next_cursor")).isFalse();
    var ids = new java.util.ArrayList<String>();
    for (JsonNode page : new JsonNode[] {first, second, third}) {
      page.path("data").forEach(webhook -> ids.add(webhook.path("id").asString()));
    }
    assertThat(ids).hasSize(5).doesNotHaveDuplicates();
  }

  private static JsonNode next(JsonNode page, String key) {
    return Call.to(WEBHOOKS + "?limit=2&cursor=" + page.path("next_cursor").asString(), key)
        .get()
        .json();
  }
}
