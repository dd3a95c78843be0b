package org.wardbell.api.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.jooq.DSLContext;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.wardbell.activities.webhook.StoredWebhook;
import org.wardbell.activities.webhook.WebhookStore;
import org.wardbell.api.ApiServer;
import org.wardbell.api.Call;
import org.wardbell.api.Clinics;
import tools.jackson.databind.JsonNode;

@Tag("servers")
class ManyWebhooksTest {
  private static final String WEBHOOKS = "/api/v1/webhooks";

  private final String clinic = Clinics.make();
  private final String key = Clinics.key(clinic, "ADMIN");
  private final String stranger = Clinics.key(Clinics.make(), "ADMIN");

  @Test
  void clone_ofAWebhook_hasItsSettingsAndASecretOfItsOwn() {
    JsonNode original =
        Call.to(WEBHOOKS, key)
            .post(
                "{\"name\":\"CRM\",\"url\":\"https://example.org/x\",\"events\":[\"bill.*\"],\"authentication\":"
                    + "{\"type\":\"bearer\",\"token\":\"token-of-the-crm-1234\"}}")
            .json();
    String id = original.path("id").asString();

    Call.Answer made = Call.to(WEBHOOKS + "/" + id + "/clone", key).post("{}");

    assertThat(made.status()).as(made.text()).isEqualTo(201);
    assertThat(made.json().path("name").asString()).isEqualTo("CRM (copy)");
    assertThat(made.json().path("enabled").asBoolean()).isFalse();
    assertThat(made.json().path("signing_secret").asString())
        .startsWith("whsec_")
        .isNotEqualTo(original.path("signing_secret").asString());
    assertThat(stored(made.json()).webhook().settings())
        .isEqualTo(stored(original).webhook().settings().with("CRM (copy)", false));
    assertThat(Call.to("/api/v1/audit?action=webhook.created", key).get().text())
        .contains("\"from\":\"" + id + "\"");
  }

  @Test
  void clone_withANameAndEnabled_hasThem() {
    String path = WEBHOOKS + "/" + Clinics.webhook(clinic) + "/clone";

    JsonNode made = Call.to(path, key).post("{\"name\":\"Second\",\"enabled\":true}").json();

    assertThat(made.path("name").asString()).isEqualTo("Second");
    assertThat(made.path("status").asString()).isEqualTo("ACTIVE");
    assertThat(Call.to(path, key).post("{\"name\":\"\"}").field()).isEqualTo("name");
    assertThat(Call.to(path, stranger).post("{}").status()).isEqualTo(404);
  }

  @Test
  void bulk_overTwoClinics_changesOnesOwnAndSaysSoForEach() {
    String first = Clinics.webhook(clinic);
    String second = Clinics.webhook(clinic);
    String theirs = Clinics.webhook(Clinics.make());
    String none = UUID.randomUUID().toString();

    JsonNode disabled = bulk("disable", first, theirs, none, second);

    assertThat(disabled.path("results").findValuesAsString("result"))
        .containsExactly("DONE", "NOT_FOUND", "NOT_FOUND", "DONE");
    assertThat(disabled.path("results").findValuesAsString("id"))
        .containsExactly(first, theirs, none, second);
    assertThat(disabled.path("done").asInt()).isEqualTo(2);
    assertThat(disabled.path("failed").asInt()).isEqualTo(2);
    assertThat(status(first)).isEqualTo("DISABLED");
    assertThat(Call.to(WEBHOOKS + "/" + theirs).get().json().path("status").asString())
        .isEqualTo("ACTIVE");
    assertThat(bulk("disable", first).at("/results/0/result").asString()).isEqualTo("UNCHANGED");
    assertThat(bulk("enable", first, second).path("done").asInt()).isEqualTo(2);
    assertThat(status(second)).isEqualTo("ACTIVE");
    assertThat(bulk("delete", first, theirs).path("done").asInt()).isEqualTo(1);
    assertThat(Call.to(WEBHOOKS + "/" + first, key).get().status()).isEqualTo(404);
    assertThat(Call.to(WEBHOOKS + "/" + theirs).get().status()).isEqualTo(200);
  }

  @Test
  void bulk_thatIsWrong_namesTheField() {
    assertThat(Call.to(WEBHOOKS + "/bulk", key).post("{\"action\":\"burn\"}").text())
        .contains("\"action\"", "\"ids\"");
    assertThat(
            Call.to(WEBHOOKS + "/bulk", key)
                .post("{\"action\":\"enable\",\"ids\":[\"x\"]}")
                .field())
        .isEqualTo("ids[0]");
  }

  private JsonNode bulk(String action, String... ids) {
    Call.Answer answer =
        Call.to(WEBHOOKS + "/bulk", key)
            .post(
                "{\"action\":\"%s\",\"ids\":[\"%s\"]}"
                    .formatted(action, String.join("\",\"", ids)));
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    return answer.json();
  }

  private String status(String id) {
    return Call.to(WEBHOOKS + "/" + id, key).get().json().path("status").asString();
  }

  private static StoredWebhook stored(JsonNode shown) {
    ApiServer server = ApiServer.shared();
    return server
        .bean(WebhookStore.class)
        .find(server.bean(DSLContext.class), UUID.fromString(shown.path("id").asString()))
        .orElseThrow();
  }
}
