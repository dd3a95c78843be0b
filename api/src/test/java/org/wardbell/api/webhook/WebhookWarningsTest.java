package org.wardbell.api.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.wardbell.api.Call;
import org.wardbell.api.Clinics;
import tools.jackson.databind.JsonNode;

/** What an administrator is told of a webhook that is kept, and that will not be delivered to. */
@Tag("servers")
class WebhookWarningsTest {
  private static final String CLINIC = Clinics.make();
  private static final String KEY = Clinics.key(CLINIC, "ADMIN");
  private static final String PUBLIC = "https://crm.example.org/h";

  private static Call.Answer make(String further) {
    return Call.to("/api/v1/webhooks", KEY)
        .post("{\"name\":\"CRM\",\"events\":[\"*\"],\"enabled\":false,%s}".formatted(further));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://10.0.0.1/h",
        "https://169.254.169.254/latest/{{event_type}}",
        "https://192.168.7.7:8443?x={{patient_id}}",
        "https://[::1]/h",
        "https://[::ffff:10.0.0.1]:8443/h",
        "https://localhost/h",
        "https://2130706433/h",
        "https://0x7f000001/h",
      })
  void webhook_toAnAddressThatIsNotPublic_isKept_andSaysSo(String url) {
    Call.Answer made = make("\"url\":\"" + url + "\"");

    assertThat(made.status()).as(made.text()).isEqualTo(201);
    warns(made.json(), "url");
    String path = made.header("location");
    Call.Answer read = Call.to(path, KEY).get();
    warns(read.json(), "url");
    warns(Call.to(path, Clinics.key(CLINIC, "READER")).get().json(), "url");
    Call.Answer sentBack = Call.to(path, KEY).put(read.text());
    assertThat(sentBack.status()).as(sentBack.text()).isEqualTo(200);
    assertThat(sentBack.json().path("version").asInt()).isEqualTo(1);
    warns(Call.to(path + "/clone", KEY).post("{}").json(), "url");

    JsonNode moved = Call.to(path, KEY).patch("{\"url\":\"" + PUBLIC + "\"}").json();
    assertThat(moved.path("url").asString()).isEqualTo(PUBLIC);
    assertThat(moved.has("warnings")).isFalse();
    assertThat(Call.to(path, KEY).get().json().has("warnings")).isFalse();
  }

  @Test
  void webhookOfAFile_toAnAddressThatIsNotPublic_isTaken_andSaysSo() {
    String file =
        "{\"format\":\"wardbell/webhooks\",\"version\":1,\"webhooks\":[{\"webhook\":{\"name\":\"Imported\","
            + "\"url\":\"%s\",\"events\":[\"*\"],\"enabled\":false}}]}";
    String path = "/api/v1/webhooks/import";

    JsonNode made = Call.to(path, KEY).post(file.formatted("https://10.0.0.1/h")).json();
    assertThat(made.at("/lines/0/result").asString()).as(made.toString()).isEqualTo("CREATED");
    warns(made.path("lines").path(0), "url");
    JsonNode again = Call.to(path, KEY).post(file.formatted("https://10.0.0.1/h")).json();
    assertThat(again.at("/lines/0/result").asString()).isEqualTo("UNCHANGED");
    warns(again.path("lines").path(0), "url");
    JsonNode moved = Call.to(path, KEY).post(file.formatted(PUBLIC)).json();
    assertThat(moved.at("/lines/0").has("warnings")).as(moved.toString()).isFalse();
  }

  private static void warns(JsonNode webhook, String field) {
    JsonNode warning = webhook.at("/warnings/0");
    assertThat(warning.path("field").asString()).as(webhook.toString()).isEqualTo(field);
    assertThat(warning.path("problem").asString()).contains("public");
    assertThat(warning.path("fix").asString()).contains("--allow-network");
    assertThat(webhook.path("warnings")).hasSize(1);
  }

  @Test
  void tokenUrl_thatIsNotPublic_isWarnedOfToo() {
    JsonNode made =
        make("\"url\":\"%s\",\"authentication\":{\"type\":\"oauth2\",\"grant\":\"client_credentials\",\"token_url\":\"https://10.0.0.1/t\",\"client_id\":\"a\",\"client_secret\":\"0123456789abcdef\"}"
                .formatted(PUBLIC))
            .json();

    warns(made, "authentication.token_url");
  }

  @Test
  void preset_filledInWithAPrivateAddress_warns() {
    warns(
        Call.to("/api/v1/presets/generic/webhook", KEY)
            .post("{\"fields\":{\"url\":\"https://172.16.0.9/h\"},\"enabled\":false}")
            .json(),
        "url");
  }

  @Test
  void name_isNotLookedUp_andTheListSaysNothing() {
    assertThat(make("\"url\":\"https://intranet.clinic.example/h\"").json().has("warnings"))
        .isFalse();
    make("\"url\":\"https://10.0.0.2/h\"");
    assertThat(Call.to("/api/v1/webhooks?limit=200", KEY).get().text()).doesNotContain("warnings");
  }
}
