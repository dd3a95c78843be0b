package org.wardbell.api.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wardbell.activities.database.generated.Tables.AUDIT;
import static org.wardbell.activities.database.generated.Tables.WEBHOOK;

import java.time.Duration;
import java.util.stream.StreamSupport;
import org.jooq.DSLContext;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.wardbell.api.ApiServer;
import org.wardbell.api.Call;
import org.wardbell.api.Clinics;
import tools.jackson.databind.JsonNode;

/** Tests and previews as far as the api alone can go: no worker runs here. */
@Tag("servers")
class WebhookTestsTest {
  private static final DSLContext DATABASE = ApiServer.shared().bean(DSLContext.class);

  private final String clinic = Clinics.make();
  private final String administrator = Clinics.key(clinic, "ADMIN");

  @Test
  void test_withoutAWorker_is503AndAuditedAllTheSame() {
    String webhook = Clinics.webhook(clinic);

    Call.Answer answer = post("/" + webhook + "/test", "");

    assertThat(answer.status()).isEqualTo(503);
    assertThat(answer.header("retry-after")).isNotEmpty();
    assertThat(answer.json().path("detail").asString()).contains("No worker");
    assertThat(
            DATABASE.fetchCount(
                AUDIT,
                AUDIT.ACTION.eq("webhook.tested").and(AUDIT.TARGET.eq("webhook/" + webhook))))
        .isEqualTo(1);
  }

  @Test
  void testAll_withoutAWorker_saysSoOnceAndSparesTheOthers() {
    for (int i = 0; i < 40; i++) {
      Clinics.webhook(clinic);
    }
    long begun = System.nanoTime();

    Call.Answer answer = post("/test-all", "{}");

    assertThat(answer.status()).as(answer.text()).isEqualTo(503);
    assertThat(answer.text()).contains("No worker");
    // One after the other, eight side by side, they would have waited five times as long.
    assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(20));
  }

  @Test
  void testAll_ofAClinicWithoutEnabledWebhooks_testsNone() {
    Call.to("/api/v1/webhooks/" + Clinics.webhook(clinic)).delete();

    assertThat(post("/test-all", "{}").json().path("tested").asInt()).isZero();
  }

  @Test
  void test_ofATypeThatThereIsNot_names_event_type() {
    String webhook = Clinics.webhook(clinic);

    Call.Answer answer = post("/" + webhook + "/test", "{\"event_type\":\"appointment.boked\"}");

    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.field()).isEqualTo("event_type");
    assertThat(answer.text()).contains("appointment.booked");
    assertThat(post("/" + webhook + "/test", "{\"data\":[1]}").field()).isEqualTo("data");
  }

  @Test
  void preview_ofADraft_showsTheRequestKeepsNothingAndHidesCredentials() {
    int before = DATABASE.fetchCount(WEBHOOK);

    JsonNode shown =
        post(
                "/preview",
                """
                {"webhook": {"name": "CRM", "url": "https://example.org/{{event_type}}?api_key=0123456789abcdef",
                 "events": ["appointment.booked"], "headers": [{"name": "X-Token", "value": "fedcba9876543210"}]},
                 "data": {"patient_name": "Grace"}}""")
            .json();

    assertThat(shown.path("method").asString()).isEqualTo("POST");
    assertThat(shown.path("url").asString())
        .isEqualTo("https://example.org/appointment.booked?api_key=••••cdef");
    assertThat(header(shown, "X-Token")).isEqualTo("••••3210");
    assertThat(header(shown, "webhook-signature")).startsWith("v1,");
    assertThat(shown.path("body").asString()).contains("\"data\":{\"patient_name\":\"Grace\"}");
    assertThat(DATABASE.fetchCount(WEBHOOK)).isEqualTo(before);
  }

  @Test
  void preview_ofADraftThatIsNotRight_namesItsField() {
    Call.Answer answer =
        post("/preview", "{\"webhook\":{\"name\":\"CRM\",\"url\":\"ftp://x\",\"events\":[\"*\"]}}");

    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.field()).isEqualTo("webhook.url");
  }

  @Test
  void preview_ofAKeptWebhook_takesTheCataloguesSamples() {
    String webhook = Clinics.webhook(clinic);

    JsonNode shown = post("/preview", "{\"webhook_id\":\"" + webhook + "\"}").json();

    assertThat(shown.path("body").asString())
        .contains("\"type\":\"appointment.booked\"")
        .contains("patient_name");
  }

  @Test
  void preview_ofNeitherOrBoth_is422() {
    assertThat(post("/preview", "{}").field()).isEqualTo("webhook");
  }

  @Test
  void preview_ofAnotherClinicsWebhook_is404() {
    String theirs = Clinics.webhook(Clinics.make());

    assertThat(post("/preview", "{\"webhook_id\":\"" + theirs + "\"}").status()).isEqualTo(404);
    assertThat(post("/" + theirs + "/test", "").status()).isEqualTo(404);
  }

  private Call.Answer post(String path, String body) {
    return Call.to("/api/v1/webhooks" + path, administrator).post(body);
  }

  private static String header(JsonNode shown, String name) {
    return StreamSupport.stream(shown.path("headers").spliterator(), false)
        .filter(header -> header.path("name").asString().equals(name))
        .map(header -> header.path("value").asString())
        .findFirst()
        .orElse("");
  }
}
