package org.wardbell.api.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.wardbell.api.Call;
import org.wardbell.api.Clinics;
import org.wardbell.api.People;

@Tag("servers")
class EditorPagesTest {
  private final String clinic = Clinics.make();
  private final People.SignedInPerson admin = People.make(clinic, "ADMIN").signIn();

  private Call.Answer send(String path, Map<String, String> fields) {
    Map<String, String> all = new LinkedHashMap<>(fields);
    all.put("csrf", admin.csrf());
    return Pages.send(admin.withoutToken(path), all);
  }

  private String made(Map<String, String> fields) {
    Map<String, String> all = new LinkedHashMap<>();
    all.put("name", "CRM");
    all.put("url", "https://crm.example.org/hooks");
    all.put("method", "POST");
    all.put("events", "appointment.booked");
    all.put("format", "standard");
    all.put("enabled", "on");
    all.putAll(fields);
    Call.Answer answer = send("/webhooks/new/blank", all);
    assertThat(answer.status()).as(answer.text()).isEqualTo(201);
    return answer.text().replaceAll("(?s).*href=\"/webhooks/([0-9a-f-]{36})/test\".*", "$1");
  }

  @Test
  void webhook_ofAForm_isTheSameAsOneOfTheApi() {
    String id =
        made(
            Forms.of(
                "authentication.type", "jwt",
                "authentication.key", "0123456789abcdef0123456789abcdef",
                "authentication.claims", "{\"role\": \"clinic\"}",
                "authentication.password", "typed before the kind was changed",
                "retry.kind", "growing",
                "retry.attempts", "4",
                "rate.limit", "10",
                "rate.per_seconds", "60",
                "format", "form",
                "form[0].name", "who",
                "form[0].value", "{{patient_name}}"));

    var webhook = Call.to("/api/v1/webhooks/" + id).get().json();
    assertThat(webhook.at("/authentication/type").asString()).isEqualTo("jwt");
    assertThat(webhook.at("/authentication/claims/role").asString()).isEqualTo("clinic");
    assertThat(webhook.at("/retry/attempts").asInt()).isEqualTo(4);
    assertThat(webhook.at("/rate/limit").asInt()).isEqualTo(10);
    assertThat(webhook.at("/form/0/value").asString()).isEqualTo("{{patient_name}}");
    assertThat(webhook.path("circuit_breaker").asBoolean()).isFalse();
  }

  @Test
  void form_ofAKeptWebhook_sentAsItIsChangesNothing() {
    String id =
        made(
            Map.of(
                "headers[0].name", "X-Api-Key",
                "headers[0].value", "key-canary-0001",
                "authentication.type", "basic",
                "authentication.username", "ann",
                "authentication.password", "password-canary-0002",
                "circuit_breaker", "on"));
    String before = Call.to("/api/v1/webhooks/" + id).get().text();
    Call.Answer page = admin.withoutToken("/webhooks/" + id + "/edit").get();
    assertThat(page.text()).doesNotContain("canary").contains("Set. Type here to replace it.");

    Call.Answer saved = send("/webhooks/" + id + "/edit", Forms.fields(page.text()));

    assertThat(saved.status()).as(saved.text()).isEqualTo(302);
    assertThat(saved.header("Location")).isEqualTo("/webhooks/" + id);
    assertThat(Call.to("/api/v1/webhooks/" + id).get().text()).isEqualTo(before);
  }

  @Test
  void rulesForAnswers_areShownChangedAndRemoved() {
    String id =
        made(
            Forms.of(
                "answers.shown", "on",
                "answers[0].status", "409",
                "answers[0].contains", "already exists",
                "answers[0].meaning", "delivered",
                "answers[1].status", "404",
                "answers[1].meaning", "refused",
                "answers[1].name", "no_patient",
                "answers[1].advice", "Make the patient there first."));
    assertThat(Call.to("/api/v1/webhooks/" + id).get().json().path("answers").toString())
        .isEqualTo(
            "[{\"status\":409,\"contains\":\"already exists\",\"meaning\":\"delivered\"},"
                + "{\"status\":404,\"meaning\":\"refused\",\"name\":\"no_patient\","
                + "\"advice\":\"Make the patient there first.\"}]");
    String edit = "/webhooks/" + id + "/edit";
    Map<String, String> fields =
        new LinkedHashMap<>(Forms.fields(admin.withoutToken(edit).get().text()));
    assertThat(fields)
        .containsEntry("answers[0].contains", "already exists")
        .containsEntry("answers[1].meaning", "refused");
    List.of("status", "contains", "meaning").forEach(each -> fields.put("answers[0]." + each, ""));
    fields.put("answers[1].meaning", "failed");

    Call.Answer saved = send(edit, fields);

    assertThat(saved.status()).as(saved.text()).isEqualTo(302);
    assertThat(Call.to("/api/v1/webhooks/" + id).get().json().at("/answers/0/meaning").asString())
        .isEqualTo("failed");
    assertThat(Call.to("/api/v1/webhooks/" + id).get().json().path("answers").size()).isEqualTo(1);
  }

  @Test
  void ruleForAnswers_thatIsWrong_isToldThere_andARuleNobodySawStays() {
    String id =
        made(
            Forms.of(
                "answers.shown", "on", "answers[0].status", "409", "answers[0].meaning", "failed"));
    String edit = "/webhooks/" + id + "/edit";
    Map<String, String> fields =
        new LinkedHashMap<>(Forms.fields(admin.withoutToken(edit).get().text()));
    fields.put("answers[0].status", "99");
    fields.put("answers[1].contains", "typed");

    Call.Answer refused = send(edit, fields);

    assertThat(refused.status()).isEqualTo(422);
    assertThat(refused.text())
        .contains("No. 1, status: 99 is not between 200 and 599.")
        .contains("No. 2, meaning: A rule says what the answer means.")
        .contains("value=\"typed\"");
    fields.keySet().removeIf(name -> name.startsWith("answers"));
    assertThat(send(edit, fields).status()).as("a form without rules").isEqualTo(302);
    assertThat(Call.to("/api/v1/webhooks/" + id).get().json().path("answers").size()).isEqualTo(1);
  }

  @Test
  void kept_isNotSentToAnotherServer() {
    String id = made(Map.of("authentication.type", "bearer", "authentication.token", "t-0001"));
    Call.Answer page = admin.withoutToken("/webhooks/" + id + "/edit").get();
    Map<String, String> fields = new LinkedHashMap<>(Forms.fields(page.text()));
    fields.put("url", "https://thief.example.org/");

    Call.Answer refused = send("/webhooks/" + id + "/edit", fields);

    assertThat(refused.status()).isEqualTo(422);
    assertThat(refused.text()).contains("Type it again.");
  }

  @Test
  void secret_thatWasTypedBesideAMistake_isKeptForThatPersonOnly() {
    Map<String, String> wrong =
        Map.of(
            "name", "CRM",
            "url", "ftp://crm.example.org",
            "events", "appointment.booked",
            "authentication.type", "bearer",
            "authentication.token", "token-canary-0001");
    Call.Answer refused = send("/webhooks/new/blank", wrong);
    assertThat(refused.status()).isEqualTo(422);
    assertThat(refused.text()).doesNotContain("canary").contains("sealed:");
    Map<String, String> mended = new LinkedHashMap<>(Forms.fields(refused.text()));
    mended.put("url", "https://crm.example.org/hooks");

    People.SignedInPerson other = People.make(clinic, "ADMIN").signIn();
    mended.put("csrf", other.csrf());
    assertThat(Pages.send(other.withoutToken("/webhooks/new/blank"), mended).status())
        .as("sealed for somebody else")
        .isEqualTo(422);
    assertThat(send("/webhooks/new/blank", mended).status()).isEqualTo(201);
  }

  @Test
  void curlCommand_fillsInTheEditorWithoutShowingItsSecrets() {
    Call.Answer filled =
        send(
            "/webhooks/new/curl",
            Map.of(
                "command",
                "curl -u ann:password-canary -k https://crm.example.org/hooks -d '{\"a\": 1}'"));

    assertThat(filled.status()).isEqualTo(200);
    assertThat(filled.text())
        .contains("value=\"https://crm.example.org/hooks\"", "--insecure is left out")
        .doesNotContain("canary");
    Map<String, String> fields = new LinkedHashMap<>(Forms.fields(filled.text()));
    fields.put("events", "appointment.booked");
    assertThat(send("/webhooks/new/blank", fields).status()).isEqualTo(201);
    assertThat(send("/webhooks/new/curl", Map.of("command", "wget x")).status()).isEqualTo(422);
  }

  @Test
  void preview_ofAForm_showsTheRequestAndNoCredential() {
    Call.Answer preview =
        send(
            "/webhooks/new/blank/preview",
            Map.of(
                "name", "CRM",
                "url", "https://crm.example.org/hooks",
                "events", "appointment.booked",
                "authentication.type", "bearer",
                "authentication.token", "token-canary-0001",
                "format", "form",
                "form[0].name", "api_key",
                "form[0].value", "field-canary-0002"));

    assertThat(preview.status()).isEqualTo(200);
    assertThat(preview.text())
        .contains("https://crm.example.org/hooks", "api_key=")
        .doesNotContain("canary");
  }

  @Test
  void webhookOfAnotherClinic_isNotFound() {
    String theirs = Clinics.webhook(Clinics.make());
    for (String page : new String[] {"/edit", "/test"}) {
      assertThat(admin.withoutToken("/webhooks/" + theirs + page).get().status()).isEqualTo(404);
    }
    assertThat(send("/webhooks/" + theirs + "/test/row", Map.of()).status()).isEqualTo(404);
    assertThat(send("/webhooks/" + theirs + "/edit/preview", Map.of()).status()).isEqualTo(404);
  }

  @Test
  void presetsPreview_showsTheRequestWithoutCredentials() {
    Call.Answer shown =
        send(
            "/webhooks/new/twilio-reminder",
            Map.of(
                "name", "Reminders",
                "fields.account_sid", "AC" + "0".repeat(32),
                "fields.auth_token", "token-canary-0001",
                "fields.from", "+15005550006",
                "fields.message", "See you at {{clinic_name}}",
                "preview", "on"));

    assertThat(shown.status()).isEqualTo(200);
    assertThat(shown.text())
        .contains("/Messages.json", "Body=See", "As a text message: 1 of GSM-7")
        .doesNotContain("canary");
    assertThat(Call.to("/api/v1/webhooks?clinic_id=" + clinic).get().text())
        .as("nothing is made")
        .doesNotContain("Reminders");
  }

  @Test
  void test_ofDataThatIsNoJson_isRefusedAndKept() {
    String id = made(Map.of());
    Call.Answer page = admin.withoutToken("/webhooks/" + id + "/test").get();
    assertThat(page.text()).contains("patient_name", "It was not tested within the last day.");

    Call.Answer refused =
        send(
            "/webhooks/" + id + "/test",
            Map.of("event_type", "appointment.booked", "data", "{\"a\": "));

    assertThat(refused.status()).isEqualTo(422);
    assertThat(refused.text()).contains("is no JSON", "{\"a\": ");
  }

  @Test
  void test_withoutAWorker_saysSo() {
    String id = made(Map.of());

    Call.Answer away =
        send("/webhooks/" + id + "/test", Map.of("event_type", "appointment.booked", "data", "{}"));

    assertThat(away.status()).isEqualTo(503);
    assertThat(away.text()).containsIgnoringCase("nothing was");
    assertThat(send("/webhooks/" + id + "/test/row", Map.of()).text()).contains("data-stops=");
  }

  @Test
  void preset_thatIsNone_isNotFound() {
    assertThat(admin.withoutToken("/webhooks/new/nothing").get().status()).isEqualTo(404);
  }
}
