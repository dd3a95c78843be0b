package org.wardbell.api.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.wardbell.api.Call;
import org.wardbell.api.Clinics;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

@Tag("servers")
class TransferTest {
  private static final String WEBHOOKS = "/api/v1/webhooks";
  private static final String EXPORT = WEBHOOKS + "/export";
  private static final String IMPORT = WEBHOOKS + "/import";
  private static final String PASSPHRASE = "correct horse battery staple";
  private static final String CRM =
      """
      {"name": "CRM", "url": "https://crm.example.org/in?c={{clinic_id}}", "method": "PUT",
       "events": ["appointment.booked", "bill.*"], "filter": "data.bill_id > 7",
       "headers": [{"name": "X-Token", "value": "header-canary-1234567"}, {"name": "X-A", "value": "plain"}],
       "query": [{"name": "q", "value": "query-canary-1234567", "secret": true}],
       "body": "{\\"id\\": \\"{{event_id}}\\"}", "timeout_seconds": 10, "ed25519_signature": true,
       "authentication": {"type": "basic", "username": "u", "password": "password-canary-1234567"},
       "retry": {"schedule_seconds": [0, 5, 60], "on": "any"},
       "answers": [{"status": 409, "meaning": "delivered", "name": "duplicate", "advice": "Merge the two."}],
       "concurrency": 3, "ordered": true,
       "rate": {"limit": 5, "per_seconds": 1, "burst": 5}}
      """;
  private static final String PLAIN =
      "{\"name\":\"Plain: yes\",\"url\":\"https://plain.example.org\",\"events\":[\"*\"],\"enabled\":false}";

  private final String clinic = Clinics.make();
  private final String key = Clinics.key(clinic, "ADMIN");
  private final String other = Clinics.key(Clinics.make(), "ADMIN");

  @Test
  void export_withoutAPassphrase_hasEverythingButSecrets() {
    String id = made(key, CRM).path("id").asString();
    made(other, PLAIN);

    Call.Answer file = Call.to(EXPORT, key).get();

    assertThat(file.status()).as(file.text()).isEqualTo(200);
    assertThat(file.header("content-disposition")).contains("webhooks.json");
    assertThat(file.text()).doesNotContain("canary", "whsec_", "whsk_", "Plain");
    JsonNode only = file.json().at("/webhooks/0");
    assertThat(file.json().path("webhooks").size()).isEqualTo(1);
    assertThat(only.path("id").asString()).isEqualTo(id);
    assertThat(only.at("/webhook/authentication/password").asString()).isEqualTo("••••");
    assertThat(only.at("/webhook/headers").findValuesAsString("value"))
        .containsExactly("••••", "plain");
    JsonNode answer = only.at("/webhook/answers/0");
    assertThat(answer.path("meaning").asString()).isEqualTo("delivered");
    assertThat(answer.path("name").asString("")).isEqualTo("duplicate");
    assertThat(answer.path("advice").asString("")).isEqualTo("Merge the two.");
  }

  @Test
  void file_importedWhereItComesFrom_changesNothing() {
    made(key, CRM);
    made(key, PLAIN);
    for (String format : List.of("json", "yaml")) {
      Call.Answer file = Call.to(EXPORT + "?format=" + format, key).get();
      JsonNode report = imported(key, "", "application/" + format, file.text());
      assertThat(report.path("unchanged").asInt()).as(report.toString()).isEqualTo(2);
      assertThat(report.path("lines").size()).isEqualTo(2);
    }
  }

  @Test
  void file_withoutSecretsElsewhere_makesWhatNeedsNoneAndNamesTheRest() {
    made(key, CRM);
    made(key, PLAIN);
    String file = Call.to(EXPORT, key).get().text();

    JsonNode dry = imported(other, "?dry_run=true", "application/json", file);
    assertThat(Call.to(WEBHOOKS, other).get().json().path("data")).isEmpty();
    JsonNode report = imported(other, "", "application/json", file);

    for (JsonNode each : List.of(dry, report)) {
      assertThat(each.path("created").asInt()).isEqualTo(1);
      assertThat(each.at("/lines/0/result").asString()).isEqualTo("REFUSED");
      assertThat(each.at("/lines/0/problems").findValuesAsString("field"))
          .containsExactlyInAnyOrder(
              "headers[0].value", "query[0].value", "authentication.password");
      assertThat(each.at("/lines/0/problems/0/fix").asString()).isNotBlank();
    }
    assertThat(dry.at("/lines/1").has("webhook_id")).isFalse();
    assertThat(report.at("/lines/1/signing_secret").asString()).startsWith("whsec_");
    String made = report.at("/lines/1/webhook_id").asString();
    assertThat(Call.to(WEBHOOKS + "/" + made, other).get().json().path("enabled").asBoolean())
        .isFalse();
    assertThat(Call.to(WEBHOOKS + "/" + made, key).get().status()).isEqualTo(404);
  }

  @Test
  void file_sealed_movesSecretsToAnotherClinic() {
    JsonNode original = made(key, CRM);
    Call.Answer file = Call.to(EXPORT + "?format=yaml", key).header(HEADER, PASSPHRASE).get();
    assertThat(file.text()).doesNotContain("canary", "crm.example.org");

    JsonNode report = sealed(file.text(), PASSPHRASE);

    assertThat(report.path("created").asInt()).as(report.toString()).isEqualTo(1);
    assertThat(report.at("/lines/0").has("signing_secret")).isFalse();
    // The same file again: the webhook is found by its name, and is the same in all its secrets.
    assertThat(sealed(file.text(), PASSPHRASE).path("unchanged").asInt()).isEqualTo(1);
    String made = WEBHOOKS + "/" + report.at("/lines/0/webhook_id").asString();
    assertThat(Call.to(made, other).get().json().path("public_key"))
        .isEqualTo(original.path("public_key"));
    JsonNode again = Call.to(EXPORT, other).header(HEADER, PASSPHRASE).get().json();
    assertThat(again.has("webhooks")).isFalse();
  }

  @Test
  void file_sealedWithAnotherPassphrase_isRefusedWhole() {
    made(key, PLAIN);
    String file = Call.to(EXPORT, key).header(HEADER, PASSPHRASE).get().text();

    assertThat(Call.to(IMPORT, other).header(HEADER, PASSPHRASE + "!").post(file).field())
        .isEqualTo("sealed");
    assertThat(Call.to(IMPORT, other).post(file).field()).isEqualTo(HEADER);
    assertThat(Call.to(EXPORT, key).header(HEADER, "too short").get().field()).isEqualTo(HEADER);
  }

  @Test
  void entry_thatDiffers_changesTheWebhookOfItsIdOrName() {
    made(key, CRM);
    made(key, PLAIN);
    ObjectNode file = (ObjectNode) Call.to(EXPORT, key).get().json();
    ((ObjectNode) file.at("/webhooks/0/webhook")).put("name", "CRM 2").put("timeout_seconds", 20);
    ((ObjectNode) file.at("/webhooks/1")).remove("id");
    ((ObjectNode) file.at("/webhooks/1/webhook")).put("enabled", true);

    JsonNode report = imported(key, "", "application/json", file.toString());

    assertThat(report.path("changed").asInt()).as(report.toString()).isEqualTo(2);
    assertThat(report.at("/lines/0/fields").toString()).isEqualTo("[\"name\",\"timeout_seconds\"]");
    assertThat(report.at("/lines/1/fields").toString()).isEqualTo("[\"enabled\"]");
    assertThat(Call.to(WEBHOOKS, key).get().json().path("data").size()).isEqualTo(2);
  }

  @Test
  void entry_forAnotherServer_getsNoSecretOfThisOne() {
    made(key, CRM);
    ObjectNode file = (ObjectNode) Call.to(EXPORT, key).get().json();
    ((ObjectNode) file.at("/webhooks/0/webhook")).put("url", "https://evil.example.org");

    JsonNode report = imported(key, "", "application/json", file.toString());

    assertThat(report.at("/lines/0/problems").findValuesAsString("field"))
        .contains("authentication.password");
  }

  @Test
  void entry_ofAnotherClinicsId_touchesNothingThere() {
    String theirs = made(other, PLAIN).path("id").asString();
    String file =
        file("{\"id\":\"" + theirs + "\",\"webhook\":" + PLAIN.replace("false", "true") + "}");

    JsonNode report = imported(key, "", "application/json", file);

    assertThat(report.path("created").asInt()).isEqualTo(1);
    assertThat(report.at("/lines/0/webhook_id").asString()).isNotEqualTo(theirs);
    assertThat(Call.to(WEBHOOKS + "/" + theirs, other).get().json().path("enabled").asBoolean())
        .isFalse();
  }

  @Test
  void entries_ofOneName_areTwoWebhooksAndAmbiguousLater() {
    String file = file("{\"webhook\":" + PLAIN + "},{\"webhook\":" + PLAIN + "}");

    assertThat(imported(key, "", "application/json", file).path("created").asInt()).isEqualTo(2);
    JsonNode again = imported(key, "", "application/json", file);
    assertThat(again.path("refused").asInt()).isEqualTo(2);
    assertThat(again.at("/lines/0/problems/0/field").asString()).isEqualTo("name");
  }

  @Test
  void entry_withAMistake_keepsBackNoOther() {
    String file =
        file(
            "7,{\"webhook\":{\"name\":\"a\",\"colour\":1}},{\"webhook\":{\"name\":\"b\",\"url\":1}},"
                + "{\"webhook\":{\"name\":\"c\",\"global\":true}},{\"shape\":1,\"webhook\":{}},"
                + "{\"signing_secrets\":[\"whsec_AAAA\"],\"webhook\":"
                + PLAIN
                + "},{\"webhook\":"
                + PLAIN
                + "}");

    JsonNode report = imported(key, "", "application/json", file);

    assertThat(report.path("lines").findValuesAsString("result"))
        .containsExactly(
            "REFUSED", "REFUSED", "REFUSED", "REFUSED", "REFUSED", "REFUSED", "CREATED");
    assertThat(
            report
                .path("lines")
                .valueStream()
                .map(line -> line.at("/problems/0/field").asString("")))
        .containsExactly("webhook", "colour", "url", "clinic", "shape", "signing_secrets", "");
  }

  @Test
  void file_thatIsNone_isRefusedWhole() {
    String version = "{\"format\":\"wardbell/webhooks\",\"version\":2,\"webhooks\":[]}";
    assertThat(Call.to(IMPORT, key).post("{\"webhooks\":[]}").field()).isEqualTo("format");
    assertThat(Call.to(IMPORT, key).post(version).field()).isEqualTo("version");
    assertThat(Call.to(IMPORT, key).post(file("")).field()).isEqualTo("webhooks");
    assertThat(yaml("a: &x 1\nb: *x\n").json().path("detail").asString()).contains("alias");
    assertThat(yaml("a: 1\na: 2\n").status()).isEqualTo(400);
    assertThat(yaml("a: [").status()).isEqualTo(400);
    assertThat(yaml("{".repeat(100)).status()).isEqualTo(400);
    String large = "format: " + "x".repeat(3 * 1024 * 1024 - 9);
    assertThat(yaml(large + "\n").field()).isEqualTo("format");
    assertThat(yaml(large + "x\n").json().path("detail").asString()).contains("3 MiB");
    assertThat(Call.to(IMPORT + "?global=true", key).post(file("")).status()).isEqualTo(403);
  }

  @Test
  void globalWebhooks_areExportedByThemselves() {
    String name = "global " + clinic;
    Call.to(WEBHOOKS).post("{\"global\":true," + PLAIN.replace("Plain: yes", name).substring(1));

    String global = Call.to(EXPORT + "?global=true").get().text();

    assertThat(global).contains(name);
    assertThat(Call.to(EXPORT + "?clinic_id=" + clinic).get().text()).doesNotContain(name);
    assertThat(Call.to(EXPORT + "?global=true", key).get().status()).isEqualTo(403);
    assertThat(
            imported(KEY_OF_ALL, "?global=true&dry_run=true", "application/json", global)
                .path("refused")
                .asInt())
        .isZero();
  }

  private static final String KEY_OF_ALL = org.wardbell.api.ApiServer.ADMINISTRATOR_KEY;
  private static final String HEADER = Passphrases.HEADER;

  private static String file(String entries) {
    return "{\"format\":\"wardbell/webhooks\",\"version\":1,\"webhooks\":[" + entries + "]}";
  }

  private JsonNode sealed(String file, String passphrase) {
    Call.Answer answer =
        Call.to(IMPORT, other)
            .header(HEADER, passphrase)
            .header("Content-Type", "application/yaml")
            .send("POST", file);
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    return answer.json();
  }

  private Call.Answer yaml(String text) {
    return Call.to(IMPORT, key).header("Content-Type", "application/yaml").send("POST", text);
  }

  private static JsonNode made(String key, String webhook) {
    Call.Answer answer = Call.to(WEBHOOKS, key).post(webhook);
    assertThat(answer.status()).as(answer.text()).isEqualTo(201);
    return answer.json();
  }

  private static JsonNode imported(String key, String query, String type, String file) {
    Call.Answer answer =
        Call.to(IMPORT + query, key).header("Content-Type", type).send("POST", file);
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    return answer.json();
  }
}
