package org.wardbell.api.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wardbell.activities.database.generated.Tables.WEBHOOK;

import java.util.List;
import java.util.UUID;
import org.jooq.DSLContext;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.wardbell.api.ApiServer;
import org.wardbell.api.Call;
import org.wardbell.api.Clinics;
import tools.jackson.databind.JsonNode;

/** What was done to a webhook: from what to what, and never a secret. */
@Tag("servers")
class WebhookHistoryTest {
  private static final String MADE =
      """
      {"name": "CRM", "url": "https://crm.example.org/CANARY-one", "events": ["bill.paid"],
       "filter": "data.bill_id > 1",
       "headers": [{"name": "X-Team", "value": "red"},
                   {"name": "X-Api-Key", "value": "CANARY-key-0001"},
                   {"name": "X-Odd", "value": "CANARY-odd", "secret": true}],
       "query": [{"name": "tenant", "value": "north"}, {"name": "token", "value": "CANARY-t"}],
       "authentication": {"type": "bearer", "token": "CANARY-bearer-0001"},
       "body": "{\\"who\\": \\"{{event_id}}\\"}"}
      """;

  private final String clinic = Clinics.make();
  private final String admin = Clinics.key(clinic, "ADMIN");
  private final String webhook = Call.to("/api/v1/webhooks", admin).post(MADE).header("location");

  private JsonNode history(String key) {
    Call.Answer answer = Call.to(webhook + "/history", key).get();
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    assertThat(answer.text()).doesNotContain("CANARY");
    return answer.json().path("data");
  }

  private void patch(String body) {
    Call.Answer answer = Call.to(webhook, admin).patch(body);
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
  }

  private static List<String> told(JsonNode act) {
    return act.path("changes")
        .valueStream()
        .map(
            each ->
                each.path("field").asString()
                    + (each.path("hidden").asBoolean()
                        ? " changed"
                        : ": "
                            + each.path("from").asString("–")
                            + " → "
                            + each.path("to").asString("–")))
        .toList();
  }

  private void change() {
    patch(
        """
        {"url": "https://crm.example.org/CANARY-two", "timeout_seconds": 7,
         "filter": "data.bill_id > 2",
         "headers": [{"name": "X-Team", "value": "blue"},
                     {"name": "X-Api-Key", "value": "CANARY-key-0002"},
                     {"name": "X-Odd", "value": "CANARY-even", "secret": true}],
         "query": [{"name": "tenant", "value": "south"}, {"name": "token", "value": "CANARY-u"}],
         "authentication": {"type": "bearer", "token": "CANARY-bearer-0002"},
         "body": "{\\"who\\": \\"{{event_type}}\\"}"}
        """);
  }

  @Test
  void change_isToldToAdministrators_fromWhatToWhat_andOfCredentialsThatTheyChanged() {
    change();

    JsonNode newest = history(admin).path(0);
    assertThat(newest.path("action").asString()).isEqualTo("webhook.changed");
    assertThat(newest.path("version").asInt()).isEqualTo(2);
    assertThat(newest.path("actor_name").asString()).isEqualTo("test");
    assertThat(told(newest))
        .containsExactly(
            "url changed",
            "filter: data.bill_id > 1 → data.bill_id > 2",
            "headers.X-Team: red → blue",
            "headers.X-Api-Key changed",
            "headers.X-Odd changed",
            "query.tenant: north → south",
            "query.token changed",
            "body: {\"who\": \"{{event_id}}\"} → {\"who\": \"{{event_type}}\"}",
            "authentication changed",
            "timeout_seconds: 30 → 7");
    assertThat(newest.path("fields").valueStream().map(JsonNode::asString))
        .containsExactly(
            "url", "filter", "headers", "query", "body", "authentication", "timeout_seconds");
  }

  @Test
  void change_isToldToReaders_withNamesButNoValuesOfHeadersQueryBodyAndFilter() {
    change();

    assertThat(told(history(Clinics.key(clinic, "READER")).path(0)))
        .containsExactly(
            "url changed",
            "filter changed",
            "headers.X-Team changed",
            "headers.X-Api-Key changed",
            "headers.X-Odd changed",
            "query.tenant changed",
            "query.token changed",
            "body changed",
            "authentication changed",
            "timeout_seconds: 30 → 7");
  }

  @Test
  void otherActs_areToldWithoutChanges_newestFirst_pageByPage() {
    patch("{\"timeout_seconds\": 7}");
    Call.to(webhook + "/pause", admin).post("");
    Call.to(webhook + "/rotate-secret", admin).post("{}");

    JsonNode all = history(admin);
    assertThat(all.valueStream().map(each -> each.path("action").asString()))
        .containsExactly(
            "webhook.secret_rotated", "webhook.paused", "webhook.changed", "webhook.created");
    assertThat(all.path(1).has("changes")).isFalse();
    JsonNode first = Call.to(webhook + "/history?limit=3", admin).get().json();
    JsonNode rest =
        Call.to(webhook + "/history?limit=3&cursor=" + first.path("next_cursor").asString(), admin)
            .get()
            .json();
    assertThat(rest.at("/data/0/action").asString()).isEqualTo("webhook.created");
    assertThat(rest.has("next_cursor")).isFalse();
  }

  @Test
  void changesAfterAnAutomaticDisable_areComparedWithWhatWasShown() {
    // As AutoDisable does it: the column alone, because the settings are sealed.
    ApiServer.shared()
        .bean(DSLContext.class)
        .update(WEBHOOK)
        .set(WEBHOOK.ENABLED, false)
        .where(WEBHOOK.ID.eq(UUID.fromString(webhook.substring(webhook.lastIndexOf('/') + 1))))
        .execute();

    patch("{\"name\": \"Other CRM\"}");
    patch("{\"enabled\": true}");

    JsonNode all = history(admin);
    assertThat(told(all.path(1))).containsExactly("name: CRM → Other CRM");
    assertThat(told(all.path(0))).containsExactly("enabled: false → true");
  }

  @Test
  void historyOfAnotherClinicsWebhook_isNotFound() {
    String theirs = Clinics.key(Clinics.make(), "ADMIN");
    assertThat(Call.to(webhook + "/history", theirs).get().status()).isEqualTo(404);
  }
}
