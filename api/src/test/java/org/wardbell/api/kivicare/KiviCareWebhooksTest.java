package org.wardbell.api.kivicare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wardbell.api.kivicare.KiviCare.data;

import java.util.List;
import java.util.UUID;
import org.jooq.DSLContext;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.wardbell.activities.webhook.WebhookStore;
import org.wardbell.api.ApiServer;
import org.wardbell.api.Call;
import org.wardbell.api.Clinics;
import org.wardbell.workflows.webhook.Authentication;
import org.wardbell.workflows.webhook.RetryPolicy;
import org.wardbell.workflows.webhook.WebhookSettings;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The calls of KiviCare's admin client for webhooks, each replayed. */
@Tag("servers")
class KiviCareWebhooksTest {
  private final KiviCare client = new KiviCare();
  private final KiviCare other = new KiviCare();

  @Test
  void list_pagesByNumberInKiviCaresEnvelope() {
    other.webhook("theirs");
    long first = client.webhook("first");
    long second = client.webhook("second");
    long third = client.webhook("third");

    JsonNode page = data(client.call("webhooks?page=1&per_page=2").get());
    JsonNode rest = data(client.call("webhooks?page=2&per_page=2").get());

    assertThat(page.path("data").findValuesAsString("name")).containsExactly("third", "second");
    assertThat(rest.path("data").findValuesAsString("name")).containsExactly("first");
    assertThat(page.path("pagination").toString())
        .isEqualTo("{\"currentPage\":1,\"perPage\":2,\"total\":3,\"lastPage\":2}");
    assertThat(List.of(third, second, first))
        .containsExactly(
            page.at("/data/0/id").asLong(),
            page.at("/data/1/id").asLong(),
            rest.at("/data/0/id").asLong());
    assertThat(data(client.call("webhooks").get()).at("/pagination/perPage").asInt()).isEqualTo(10);
  }

  @Test
  void create_read_showTheSavedWebhookWithItsCredentialsMasked() {
    Call.Answer made = client.call("webhooks").post(KiviCare.record("CRM", ""));
    assertThat(made.status()).isEqualTo(201);
    assertThat(data(made).path("signing_secret").asString()).startsWith("whsec_");
    assertThat(data(made).path("notes")).isEmpty();

    JsonNode read = data(client.call("webhooks/" + data(made).path("id").asLong()).get());

    assertThat(read.path("module_name").asString()).isEqualTo("appointment");
    assertThat(read.path("event_name").asString()).isEqualTo("kc_appointment_book");
    assertThat(read.path("status").asInt()).isEqualTo(1);
    JsonNode saved = read.path("webhook_data");
    assertThat(saved.path("auth_method").asString()).isEqualTo("bearer");
    assertThat(saved.at("/auth_config/bearer_token").asString()).isEqualTo("••••1234");
    assertThat(saved.path("request_body").asString()).isEqualTo("{\"p\":\"{{patient_id}}\"}");
    assertThat(saved.at("/custom_headers/0/key").asString()).isEqualTo("X-A");
    assertThat(saved.path("retry_attempts").asInt()).isEqualTo(3);
    assertThat(saved.path("retry_delay").asInt()).isEqualTo(5);
    assertThat(settings(read).authentication())
        .isEqualTo(new Authentication.Bearer("Bearer", "token-of-the-crm-1234"));
  }

  @Test
  void put_ofWhatWasRead_changesOnlyWhatIsDifferent() {
    long id = client.webhook("CRM");
    ObjectNode record = (ObjectNode) data(client.call("webhooks/" + id).get());
    WebhookSettings before = settings(record);
    record.put("name", "CRM 2");
    ((ObjectNode) record.path("webhook_data")).put("timeout", 60);

    JsonNode changed = data(client.call("webhooks/" + id).put(record.toString()));

    assertThat(changed.path("id").asLong()).isEqualTo(id);
    WebhookSettings after = settings(changed);
    assertThat(after.timeoutSeconds()).isEqualTo(60);
    assertThat(after.with("CRM", true).authentication()).isEqualTo(before.authentication());
    assertThat(after.payload()).isEqualTo(before.payload());
    assertThat(after.name()).isEqualTo("CRM 2");
  }

  @Test
  void put_ofAWebhookThatSaysMoreThanKiviCareCan_keepsIt() {
    String made =
        Call.to("/api/v1/webhooks", client.key)
            .post(
                "{\"name\":\"deep\",\"url\":\"https://example.org/x\",\"events\":[\"bill.*\",\"patient.*\"],"
                    + "\"transform\":\"{'a': data.bill_id}\",\"filter\":\"data.bill_id > 1\",\"ordered\":true,"
                    + "\"answers\":[{\"status\":409,\"meaning\":\"failed\",\"name\":\"duplicate\","
                    + "\"advice\":\"Merge the two.\"}],"
                    + "\"retry\":{\"schedule_seconds\":[0,5,300,86400]}}")
            .json()
            .path("id")
            .asString();
    ObjectNode record = (ObjectNode) data(client.call("webhooks").get()).at("/data/0");
    assertThat(record.path("module_name").asString()).isEqualTo("billing");
    WebhookSettings before = stored(UUID.fromString(made));
    record.put("name", "deeper");

    data(client.call("webhooks/" + record.path("id").asLong()).put(record.toString()));

    assertThat(stored(UUID.fromString(made))).isEqualTo(before.with("deeper", true));
    ((ObjectNode) record.path("webhook_data")).put("request_body", "{}").put("retry_attempts", 1);
    data(client.call("webhooks/" + record.path("id").asLong()).put(record.toString()));
    WebhookSettings after = stored(UUID.fromString(made));
    assertThat(after.payload().body()).isEqualTo("{}");
    assertThat(after.payload().transform()).isNull();
    assertThat(after.retry()).isEqualTo(RetryPolicy.ofSchedule(List.of(0, 5)));
    assertThat(after.events()).containsExactly("bill.*", "patient.*");
  }

  @Test
  void put_ofAWebhookWhoseCredentialKiviCareCannotName_keepsIt() {
    String made =
        Call.to("/api/v1/webhooks", client.key)
            .post(
                "{\"name\":\"signed\",\"url\":\"https://example.org/x\",\"events\":[\"bill.*\"],"
                    + "\"authentication\":{\"type\":\"jwt\",\"algorithm\":\"HS256\",\"key\":\""
                    + "k".repeat(40)
                    + "\"}}")
            .json()
            .path("id")
            .asString();
    ObjectNode record = (ObjectNode) data(client.call("webhooks").get()).at("/data/0");
    WebhookSettings before = stored(UUID.fromString(made));

    data(client.call("webhooks/" + record.path("id").asLong()).put(record.toString()));

    assertThat(stored(UUID.fromString(made))).isEqualTo(before);
    ((ObjectNode) record.path("webhook_data")).put("auth_method", "basic");
    assertThat(client.call("webhooks/" + record.path("id").asLong()).put(record.toString()).field())
        .isEqualTo("webhook_data.auth_config.username");
  }

  @Test
  void status_delete_andBulkDelete_changeOnesOwn() {
    long one = client.webhook("one");
    long two = client.webhook("two");
    long theirs = other.webhook("theirs");

    JsonNode off = data(client.call("webhooks/" + one + "/status").patch("{\"status\":0}"));
    assertThat(off.path("status").asInt()).isZero();
    JsonNode on = data(client.call("webhooks/" + one + "/status").patch("{\"status\":\"1\"}"));
    assertThat(on.path("status").asInt()).isEqualTo(1);
    for (String neither : new String[] {"2", "1.5", "\"nonsense\"", "null"}) {
      String body = "{\"status\":" + neither + "}";
      assertThat(client.call("webhooks/" + one + "/status").patch(body).status()).isEqualTo(422);
    }
    data(client.call("webhooks/" + one).delete());
    assertThat(client.call("webhooks/" + one).get().status()).isEqualTo(404);
    JsonNode bulk =
        data(
            client
                .call("webhooks/bulk-delete")
                .post("{\"ids\":[" + two + "," + theirs + ",999999999,4000000000]}"));
    assertThat(bulk.path("deleted").asInt()).isEqualTo(1);
    assertThat(bulk.path("not_deleted").valueStream().map(JsonNode::asLong))
        .containsExactlyInAnyOrder(theirs, 999_999_999L, 4_000_000_000L);
    data(other.call("webhooks/" + theirs).get());
  }

  @Test
  void row_ofAnotherClinic_isNotThereAndErrorsAreWordPresssToo() {
    long theirs = other.webhook("theirs");
    String path = "webhooks/" + theirs;
    for (Call.Answer answer :
        List.of(
            client.call(path).get(),
            client.call(path).put(KiviCare.record("x", "")),
            client.call(path).delete(),
            client.call(path + "/status").patch("{\"status\":0}"),
            client.call(path + "/test").post("{}"),
            client.call("webhook-logs?webhook_id=" + theirs).get(),
            client.call("webhooks/abc").get())) {
      assertThat(answer.status()).as(answer.text()).isEqualTo(404);
      assertThat(answer.header("content-type")).startsWith("application/problem+json");
      assertThat(answer.json().path("code").asString()).isEqualTo("wardbell_not_found");
      assertThat(answer.json().path("message").asString()).isNotBlank();
      assertThat(answer.json().at("/data/status").asInt()).isEqualTo(404);
      assertThat(answer.json().path("type").asString()).endsWith("not-found");
    }
    assertThat(client.call("webhooks").post("{\"name\":\"x\"}").field()).isEqualTo("module_name");
    assertThat(client.call("webhooks?per_page=1000").get().field()).isEqualTo("per_page");
    assertThat(client.call("webhooks?colour=1").get().field()).isEqualTo("colour");
  }

  @Test
  void reader_seesNoCredentialsAndChangesNothing() {
    long id = client.webhook("CRM");
    String reader = Clinics.key(client.clinic, "READER");

    JsonNode seen = data(Call.to(KiviCare.ROUTES + "webhooks/" + id, reader).get());

    assertThat(seen.toString()).doesNotContain("1234", "/in", "patient_id");
    assertThat(Call.to(KiviCare.ROUTES + "webhooks/" + id, reader).delete().status())
        .isEqualTo(403);
  }

  @Test
  void changes_haveTheirRowsInTheAuditTrail() {
    long id = client.webhook("CRM");
    data(client.call("webhooks/" + id).put(KiviCare.record("CRM 2", "")));
    data(client.call("webhooks/" + id).delete());

    String audit = Call.to("/api/v1/audit?limit=50", client.key).get().text();
    assertThat(audit).contains("webhook.created", "webhook.changed", "webhook.deleted");
  }

  private static WebhookSettings settings(JsonNode record) {
    return stored(KiviCare.idOf(record.path("id").asLong()));
  }

  private static WebhookSettings stored(UUID id) {
    ApiServer server = ApiServer.shared();
    return server
        .bean(WebhookStore.class)
        .find(server.bean(DSLContext.class), id)
        .orElseThrow()
        .webhook()
        .settings();
  }
}
