package org.wardbell.api.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.wardbell.api.Call;
import org.wardbell.api.Clinics;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What of a webhook's settings is shown to whom. */
@Tag("servers")
class HiddenValuesTest {
  private static final String WEBHOOKS = "/api/v1/webhooks";

  private static final String BODY =
      """
      {"name": "CRM", "url": "https://example.org/x", "events": ["*"],
       "filter": "data.patient_name = 'CANARY filter'",
       "headers": [{"name": "X-Tenant", "value": "CANARY header"},
                   {"name": "X-Odd", "value": "CANARY flagged header", "secret": true},
                   {"name": "X-Pin", "value": "CANARY pin"}],
       "query": [{"name": "tenant", "value": "CANARY query"},
                 {"name": "odd", "value": "CANARY flagged query", "secret": true},
                 {"name": "code", "value": "CANARY code"}],
       "body": "{\\"CANARY\\": \\"{{patient_name}}\\"}"}
      """;

  private static final String OTHERS =
      """
      {"name": "%s", "url": "https://example.org/x", "events": ["*"], %s}
      """;

  private final String clinic = Clinics.make();
  private final String admin = Clinics.key(clinic, "ADMIN");

  private String made(String body) {
    Call.Answer answer = Call.to(WEBHOOKS, admin).post(body);
    assertThat(answer.status()).as(answer.text()).isEqualTo(201);
    return answer.header("location");
  }

  @ParameterizedTest
  @ValueSource(strings = {"READER", "WRITER"})
  void whoIsNoAdministrator_seesNamesAndNoValues(String role) {
    String key = Clinics.key(clinic, role);
    String webhook = made(BODY);
    made(OTHERS.formatted("a", "\"transform\": \"{\\\"CANARY\\\": type}\""));
    made(OTHERS.formatted("b", "\"form\": [{\"name\": \"to\", \"value\": \"CANARY form\"}]"));

    Call.Answer one = Call.to(webhook, key).get();
    assertThat(one.text()).doesNotContain("CANARY");
    assertThat(Call.to(WEBHOOKS, key).get().text()).doesNotContain("CANARY");
    JsonNode shown = one.json();
    assertThat(shown.path("headers").findValuesAsString("name"))
        .containsExactly("X-Tenant", "X-Odd", "X-Pin");
    assertThat(shown.path("query").findValuesAsString("name"))
        .containsExactly("tenant", "odd", "code");
    assertThat(shown.path("filter").asString()).isEqualTo("••••");
    assertThat(shown.path("body").asString()).isEqualTo("••••");
    assertThat(shown.has("transform")).isFalse();
  }

  @Test
  void administrator_seesValuesButNoSecrets() {
    String text = Call.to(made(BODY), admin).get().text();

    assertThat(text).contains("CANARY filter", "CANARY header", "CANARY query");
    assertThat(text)
        .doesNotContain(
            "CANARY flagged header", "CANARY pin", "CANARY flagged query", "CANARY code");
  }

  @Test
  void secret_thatComesBackAsItWasShown_isKept_andItsFlagToo() {
    String webhook = made(BODY);
    ObjectNode change = (ObjectNode) Call.to(webhook, admin).get().json();
    String flagged = change.at("/headers/1/value").asString();
    assertThat(flagged).startsWith("••••").endsWith("ader");
    ObjectNode sent = change.objectNode();
    for (String name :
        new String[] {"name", "url", "events", "filter", "headers", "query", "body"}) {
      sent.set(name, change.path(name));
    }
    ((ObjectNode) sent.at("/headers/1")).remove("secret");

    Call.Answer changed = Call.to(webhook, admin).put(sent.toString());

    assertThat(changed.status()).as(changed.text()).isEqualTo(200);
    assertThat(changed.json().at("/headers/1/value").asString()).isEqualTo(flagged);
    assertThat(changed.json().at("/headers/1/secret").asBoolean()).isTrue();
  }

  @Test
  void preview_hidesSecretsOfAnyName() {
    String id = made(BODY).replace(WEBHOOKS + "/", "");

    String preview =
        Call.to(WEBHOOKS + "/preview", admin).post("{\"webhook_id\":\"" + id + "\"}").text();

    assertThat(preview).contains("CANARY header");
    assertThat(preview.replace("%20", " ").replace("+", " "))
        .doesNotContain("CANARY flagged header", "CANARY flagged query", "CANARY code");
  }
}
