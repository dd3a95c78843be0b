package org.wardbell.api.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wardbell.activities.database.generated.Tables.AUDIT;
import static org.wardbell.activities.database.generated.Tables.WEBHOOK;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jooq.DSLContext;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.wardbell.api.ApiServer;
import org.wardbell.api.Call;
import org.wardbell.api.Clinics;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

@Tag("servers")
class PresetsApiTest {
  private static final DSLContext DATABASE = ApiServer.shared().bean(DSLContext.class);

  private final String clinic = Clinics.make();
  private final String administrator = Clinics.key(clinic, "ADMIN");

  static List<String> ids() {
    List<String> ids = new ArrayList<>();
    Call.to("/api/v1/presets")
        .get()
        .json()
        .path("data")
        .forEach(preset -> ids.add(preset.path("id").asString()));
    return ids;
  }

  @Test
  void list_shows_allWithTheirFields() {
    assertThat(ids()).hasSize(15).contains("slack", "twilio-reminder", "generic");
    JsonNode slack = Call.to("/api/v1/presets/slack", Clinics.key(clinic, "READER")).get().json();
    assertThat(slack.path("fields").path(0).path("name").asString()).isEqualTo("webhook_url");
    assertThat(slack.path("fields").path(0).path("secret").asBoolean()).isTrue();
    assertThat(slack.path("fields").path(1).path("default").asString())
        .contains("{{patient_name}}");
    assertThat(slack.path("webhook").path("answers").size()).isGreaterThan(5);
  }

  @ParameterizedTest
  @MethodSource("ids")
  void webhook_ofEachPreset_isMadeInOneCall(String id) {
    JsonNode preset = Call.to("/api/v1/presets/" + id).get().json();

    Call.Answer made = post(id + "/webhook", order(preset));

    assertThat(made.status()).as(made.text()).isEqualTo(201);
    assertThat(made.json().path("signing_secret").asString()).startsWith("whsec_");
    assertThat(made.json().path("name").asString()).isEqualTo(preset.path("name").asString());
    assertThat(made.json().path("clinic_id").asString()).isEqualTo(clinic);
    String webhook = made.json().path("id").asString();
    assertThat(
            DATABASE
                .select(AUDIT.DETAIL)
                .from(AUDIT)
                .where(AUDIT.TARGET.eq("webhook/" + webhook))
                .fetchSingle()
                .toString())
        .contains(id);
    assertThat(
            Call.to("/api/v1/webhooks/" + webhook, Clinics.key(Clinics.make(), "ADMIN"))
                .get()
                .status())
        .isEqualTo(404);
  }

  @ParameterizedTest
  @MethodSource("ids")
  void preview_ofEachPreset_showsItsRequestAndKeepsNothing(String id) {
    JsonNode preset = Call.to("/api/v1/presets/" + id).get().json();
    int before = DATABASE.fetchCount(WEBHOOK);

    Call.Answer shown = post(id + "/preview", order(preset));

    assertThat(shown.status()).as(shown.text()).isEqualTo(200);
    assertThat(shown.json().path("request").path("url").asString()).startsWith("https://");
    assertThat(shown.json().path("test").asString()).isNotBlank();
    assertThat(shown.json().path("request").has("sms")).isEqualTo(id.startsWith("twilio"));
    assertThat(DATABASE.fetchCount(WEBHOOK)).isEqualTo(before);
  }

  @Test
  void preview_ofATextMessage_countsItsSegments() {
    ObjectNode order = order(Call.to("/api/v1/presets/twilio-confirmation").get().json());
    ((ObjectNode) order.path("fields")).put("message", "ж".repeat(71) + " {{patient_name}}");
    order
        .putObject("data")
        .put("patient_name", "Grace")
        .put("patient_contact_number", "+44 7700 900123");

    JsonNode sms = post("twilio-confirmation/preview", order).json().path("request").path("sms");

    assertThat(sms.path("encoding").asString()).isEqualTo("UCS-2");
    assertThat(sms.path("units").asInt()).isEqualTo(77);
    assertThat(sms.path("segments").asInt()).isEqualTo(2);
  }

  @Test
  void slack_atAnotherHost_isRefusedAtItsUrl() {
    String path = "/services/T00000000/B00000000/XXXXXXXXXXXXXXXXXXXXXXXX";
    for (String host :
        List.of(
            "https://evil.example",
            "https://hooks.slack.com.evil.example",
            "https://evil.example/hooks.slack.com",
            "https://10.0.0.1",
            "https://[::1]",
            "https://hooks.slack.com@evil.example")) {
      Call.Answer answer =
          Call.to("/api/v1/presets/slack/webhook", administrator)
              .post("{\"fields\":{\"webhook_url\":\"%s%s\"}}".formatted(host, path));
      assertThat(answer.status()).as(host).isEqualTo(422);
      assertThat(answer.field()).as(host).isEqualTo("fields.webhook_url");
    }
    for (String host :
        List.of(
            "https://hooks.slack.com",
            "https://HOOKS.SLACK.COM",
            "https://hooks.slack.com:443",
            "https://hooks.slack-gov.com")) {
      assertThat(
              Call.to("/api/v1/presets/slack/preview", administrator)
                  .post("{\"fields\":{\"webhook_url\":\"%s%s\"}}".formatted(host, path))
                  .status())
          .as(host)
          .isEqualTo(200);
    }
  }

  @Test
  void webhook_ofFieldsThatAreNotRight_is422AndNamesEach() {
    Call.Answer answer =
        Call.to("/api/v1/presets/twilio-confirmation/webhook", administrator)
            .post("{\"fields\":{\"account_sid\":\"x\",\"message\":\"{{nobody}}\"}}");

    assertThat(answer.status()).isEqualTo(422);
    assertThat(
            answer.json().path("errors").valueStream().map(each -> each.path("field").asString()))
        .containsExactlyInAnyOrder(
            "fields.account_sid", "fields.auth_token", "fields.message", "fields.from");
    assertThat(Call.to("/api/v1/presets/generic/webhook", administrator).post("{}").field())
        .isEqualTo("fields.url");
  }

  @Test
  void preset_thatThereIsNot_is404() {
    assertThat(Call.to("/api/v1/presets/fax").get().status()).isEqualTo(404);
    assertThat(
            Call.to("/api/v1/presets/fax/webhook", administrator).post("{\"fields\":{}}").status())
        .isEqualTo(404);
  }

  @Test
  void webhook_byAReader_is403() {
    assertThat(
            Call.to("/api/v1/presets/generic/webhook", Clinics.key(clinic, "READER"))
                .post("{\"fields\":{\"url\":\"https://example.org/x\"}}")
                .status())
        .isEqualTo(403);
  }

  @Test
  void preview_ofAnEventThatHappened_takesItsDataAndIsAudited() {
    String event = event(clinic, "Ada");
    String webhook = Clinics.webhook(clinic);

    Call.Answer shown =
        Call.to("/api/v1/webhooks/preview", administrator)
            .post("{\"webhook_id\":\"%s\",\"event_id\":\"%s\"}".formatted(webhook, event));

    assertThat(shown.status()).as(shown.text()).isEqualTo(200);
    assertThat(shown.json().path("body").asString()).contains(event).contains("Ada");
    assertThat(
            DATABASE
                .select(AUDIT.DETAIL)
                .from(AUDIT)
                .where(AUDIT.ACTION.eq("webhook.previewed"), AUDIT.TARGET.eq("webhook/" + webhook))
                .fetchSingle()
                .toString())
        .contains(event);
    assertThat(
            post(
                    "generic/preview",
                    order("{\"url\":\"https://example.org/x\"}").put("event_id", event))
                .json()
                .path("request")
                .path("body")
                .asString())
        .contains("Ada");
  }

  @Test
  void preview_ofAGlobalWebhook_isAuditedInTheEventsClinic() {
    String event = event(clinic, "Ada");
    String webhook =
        Call.to("/api/v1/webhooks")
            .post(
                "{\"global\":true,\"name\":\"All\",\"url\":\"https://example.org/x\",\"events\":[\"*\"],\"enabled\":false}")
            .json()
            .path("id")
            .asString();

    Call.Answer shown =
        Call.to("/api/v1/webhooks/preview")
            .post("{\"webhook_id\":\"%s\",\"event_id\":\"%s\"}".formatted(webhook, event));

    assertThat(shown.status()).as(shown.text()).isEqualTo(200);
    assertThat(
            DATABASE
                .select(AUDIT.CLINIC_ID)
                .from(AUDIT)
                .where(AUDIT.ACTION.eq("webhook.previewed"), AUDIT.TARGET.eq("webhook/" + webhook))
                .fetch(AUDIT.CLINIC_ID))
        .containsExactly(UUID.fromString(clinic));
  }

  @Test
  void preview_ofAnotherClinicsEvent_is404() {
    String other = Clinics.make();
    String theirs = event(other, "Grace");
    String webhook = Clinics.webhook(clinic);

    Call.Answer answer =
        Call.to("/api/v1/webhooks/preview", administrator)
            .post("{\"webhook_id\":\"%s\",\"event_id\":\"%s\"}".formatted(webhook, theirs));

    assertThat(answer.status()).isEqualTo(404);
    assertThat(
            Call.to("/api/v1/webhooks/preview")
                .post("{\"webhook_id\":\"%s\",\"event_id\":\"%s\"}".formatted(webhook, theirs))
                .field())
        .as("the installation sees both, and they do not fit")
        .isEqualTo("event_id");
    assertThat(
            Call.to("/api/v1/webhooks/preview", administrator)
                .post(
                    "{\"webhook_id\":\"%s\",\"event_id\":\"%s\",\"data\":{}}"
                        .formatted(webhook, event(clinic, "Ada")))
                .field())
        .isEqualTo("event_id");
    assertThat(
            Call.to("/api/v1/webhooks/preview", administrator)
                .post(
                    "{\"webhook_id\":\"%s\",\"event_id\":\"%s\"}"
                        .formatted(webhook, UUID.randomUUID()))
                .status())
        .isEqualTo(404);
  }

  private static String event(String clinic, String patient) {
    return Call.to("/api/v1/events", Clinics.key(clinic, "ADMIN"))
        .post(
            "{\"type\":\"appointment.booked\",\"data\":{\"patient_name\":\"%s\"}}"
                .formatted(patient))
        .json()
        .path("id")
        .asString();
  }

  private Call.Answer post(String path, ObjectNode body) {
    return Call.to("/api/v1/presets/" + path, administrator).post(body.toString());
  }

  /** Returns an order with the examples of the fields that are required. */
  private static ObjectNode order(JsonNode preset) {
    ObjectNode order = JsonNodeFactory.instance.objectNode();
    ObjectNode fields = order.putObject("fields");
    List<String> alternatives =
        preset.path("one_of").valueStream().map(group -> group.path(0).asString()).toList();
    for (JsonNode field : preset.path("fields")) {
      String name = field.path("name").asString();
      if (field.path("required").asBoolean() || alternatives.contains(name)) {
        fields.put(name, field.path("example").asString());
      }
    }
    return order;
  }

  private static ObjectNode order(String fields) {
    ObjectNode order = JsonNodeFactory.instance.objectNode();
    order.set("fields", JsonMapper.shared().readTree(fields));
    return order;
  }
}
