package org.wardbell.api.kivicare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wardbell.api.kivicare.KiviCare.data;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.wardbell.api.Call;
import tools.jackson.databind.JsonNode;

/** The calls of KiviCare's admin client around the log, each replayed. */
@Tag("servers")
class KiviCareLogsTest {
  private final KiviCare client = new KiviCare();
  private final KiviCare other = new KiviCare();
  private final Instant now = Instant.now();

  private long webhook;
  private long delivered;
  private long failed;
  private long waiting;
  private long theirs;

  @BeforeEach
  void write() {
    webhook = client.webhook("=CRM \\\"x\\\"");
    long second = client.webhook("second");
    // Numbers follow the time, as they do where deliveries are made.
    failed = client.delivery(webhook, "REFUSED", 400, now.minus(Duration.ofDays(10)));
    delivered = client.delivery(webhook, "DELIVERED", 200, now);
    waiting = client.delivery(second, "PARKED", 503, now);
    theirs = other.delivery(other.webhook("theirs"), "DELIVERED", 200, now);
  }

  @Test
  void list_filtersAndPages() {
    assertThat(ids("")).containsExactly(waiting, delivered, failed);
    assertThat(ids("?webhook_id=" + webhook)).containsExactly(delivered, failed);
    assertThat(ids("?status=failed")).containsExactly(failed);
    assertThat(ids("?status=pending&webhook_id=" + webhook)).isEmpty();
    String day = now.minus(Duration.ofDays(10)).toString().substring(0, 10);
    String dayBefore = now.minus(Duration.ofDays(12)).toString().substring(0, 10);
    String dayAfter = now.minus(Duration.ofDays(8)).toString().substring(0, 10);
    assertThat(ids("?date_from=" + dayBefore + "&date_to=" + dayAfter)).containsExactly(failed);
    assertThat(ids("?date_from=" + dayAfter)).containsExactly(waiting, delivered);
    assertThat(ids("?date_to=" + dayBefore)).isEmpty();
    JsonNode page = data(client.call("webhook-logs?page=2&per_page=1").get());
    assertThat(page.at("/data/0/id").asLong()).isEqualTo(delivered);
    assertThat(page.path("pagination").toString())
        .isEqualTo("{\"currentPage\":2,\"perPage\":1,\"total\":3,\"lastPage\":3}");
    assertThat(client.call("webhook-logs?date_from=" + day + "x").get().field())
        .isEqualTo("date_from");
    assertThat(client.call("webhook-logs?status=lost").get().field()).isEqualTo("status");
  }

  @Test
  void record_saysWhatHappenedAndShowsNoDataInAList() {
    JsonNode record = data(client.call("webhook-logs?status=failed").get()).at("/data/0");

    assertThat(record.path("webhook_id").asLong()).isEqualTo(webhook);
    assertThat(record.path("webhook_name").asString()).isEqualTo("=CRM \"x\"");
    assertThat(record.path("event_type").asString()).isEqualTo("kc_encounter_bill_paid");
    assertThat(record.path("execution_time").asInt()).isEqualTo(123);
    assertThat(record.path("response_code").asInt()).isEqualTo(400);
    assertThat(record.path("error_message").asString()).isNotBlank();
    assertThat(record.has("payload")).isFalse();
    JsonNode good = data(client.call("webhook-logs?status=success").get()).at("/data/0");
    assertThat(good.path("error_message").isNull()).isTrue();
  }

  @Test
  void one_showsPayloadAndResponse_andTheAuditTrailKnows() {
    JsonNode record = data(client.call("webhook-logs/" + delivered).get());

    assertThat(record.at("/payload/bill_id").asInt()).isEqualTo(7);
    assertThat(record.path("response").has("body")).isTrue();
    assertThat(Call.to("/api/v1/audit?limit=50", client.key).get().text())
        .contains("delivery.response_read", "event.data_read");
    assertThat(client.call("webhook-logs/" + theirs).get().status()).isEqualTo(404);
    assertThat(client.call("webhook-logs/999999999").get().status()).isEqualTo(404);
  }

  @Test
  void records_ofOnesOwnThatHaveEnded_areRemovedAndTheTrailKnows() {
    assertThat(client.call("webhook-logs/" + waiting).delete().status()).isEqualTo(409);
    assertThat(client.call("webhook-logs/" + theirs).delete().status()).isEqualTo(404);
    JsonNode some =
        data(
            client
                .call("webhook-logs")
                .header("Content-Type", "application/json")
                .send(
                    "DELETE",
                    "{\"ids\":[\"%d\",%d,%d,4000000000,\"x\"]}"
                        .formatted(delivered, waiting, theirs)));
    assertThat(some.path("deleted").asInt()).isEqualTo(1);
    assertThat(some.path("not_deleted").toString())
        .isEqualTo("[" + waiting + "," + theirs + ",4000000000,\"x\"]");
    assertThat(ids("")).containsExactly(waiting, failed);
    assertThat(data(client.call("webhook-logs/" + failed).delete()).path("deleted").asInt())
        .isEqualTo(1);
    assertThat(ids("")).containsExactly(waiting);
    assertThat(data(other.call("webhook-logs/" + theirs).get()).path("id").asLong())
        .isEqualTo(theirs);
    assertThat(Call.to("/api/v1/audit?action=delivery.log_deleted", client.key).get().text())
        .contains("\"attempts\":1");
  }

  @Test
  void delivery_withMoreAttemptsThanATransactionRemoves_leavesNoneBehind() {
    client.attempts(failed, 501);

    data(client.call("webhook-logs/" + failed).delete());

    assertThat(ids("")).containsExactly(waiting, delivered);
    assertThat(client.attempts()).isEqualTo(2);
    assertThat(other.attempts()).isEqualTo(1);
    assertThat(Call.to("/api/v1/audit?action=delivery.log_deleted", client.key).get().text())
        .contains("\"attempts\":500", "\"attempts\":1");
  }

  @Test
  void clear_removesWhatIsOlderThanThatManyDays() {
    assertThat(data(client.call("webhook-logs/clear").post("{}")).path("deleted").asInt()).isZero();
    JsonNode cleared = data(client.call("webhook-logs/clear").post("{\"days\":\"5\"}"));

    assertThat(cleared.toString()).isEqualTo("{\"deleted\":1,\"more\":false}");
    assertThat(ids("")).containsExactly(waiting, delivered);
    assertThat(client.call("webhook-logs/clear").post("{\"days\":-1}").field()).isEqualTo("days");
    assertThat(ids("")).doesNotContain(theirs);
  }

  @Test
  void statistics_countOnesOwn() {
    JsonNode stats = data(client.call("webhook-logs/stats").get());
    assertThat(stats.toString())
        .isEqualTo(
            "{\"total\":3,\"success\":1,\"failed\":1,\"pending\":1,\"cancelled\":0,\"success_rate\":50.0}");
  }

  @Test
  void cards_countWhatEndedHere_andInThePeriod() throws InterruptedException {
    client.awaitCounted();

    JsonNode cards = data(client.call("webhooks/statistics").get());
    assertThat(cards.path("active_webhooks").asInt()).isEqualTo(2);
    assertThat(cards.path("success_rate").asDouble()).isEqualTo(50.0);
    assertThat(cards.path("failed_deliveries").asInt()).isEqualTo(1);
    // Three events of this clinic were posted for the rows above.
    assertThat(cards.path("events_today").asInt()).isBetween(0, 3);
    JsonNode late = cards("start_date=" + day(2));
    assertThat(late.path("failed_deliveries").asInt()).isZero();
    JsonNode early = cards("start_date=" + day(-12) + "&end_date=" + day(-8));
    assertThat(early.path("failed_deliveries").asInt()).isEqualTo(1);
    assertThat(early.path("success_rate").asDouble()).isZero();
    assertThat(cards("start_date=" + day(-8)).path("success_rate").asDouble()).isEqualTo(100.0);
  }

  @Test
  void export_isATableWithoutFormulas() {
    Call.Answer table = client.call("webhook-logs/export?status=success").get();

    assertThat(table.header("content-type")).startsWith("text/csv");
    assertThat(table.text().lines().toList()).hasSize(2);
    assertThat(table.text())
        .startsWith("id,webhook_id,webhook_name")
        .contains(delivered + "," + webhook + ",\"'=CRM \"\"x\"\"\",kc_encounter_bill_paid,")
        .doesNotContain("theirs");
  }

  @Test
  void export_ofMoreThanAPage_hasAllOfIt_andTheAuditTrailKnows() {
    client.deliveries(webhook, 501);

    Call.Answer table = client.call("webhook-logs/export?webhook_id=" + webhook).get();

    List<Long> numbers =
        table.text().lines().skip(1).map(line -> Long.valueOf(line.split(",")[0])).toList();
    assertThat(numbers)
        .hasSize(503)
        .doesNotHaveDuplicates()
        .isSortedAccordingTo(Comparator.reverseOrder())
        .endsWith(delivered, failed);
    String exported = "/api/v1/audit?action=delivery.exported";
    JsonNode row = Call.to(exported, client.key).get().json().at("/data/0");
    assertThat(row.path("target").asString()).isEqualTo("delivery/*");
    assertThat(row.at("/detail/format").asString()).isEqualTo("CSV");
    assertThat(Call.to(exported, other.key).get().json().path("data")).isEmpty();
  }

  @Test
  void events_areGroupedByModuleWithTheirVariables() {
    Call.to("/api/v1/event-types", client.key)
        .post("{\"type\":\"custom.xray\",\"label\":\"X-ray\"}");
    JsonNode events = data(client.call("webhooks/events").get());

    assertThat(events).isEqualTo(data(client.call("webhooks/table-config").get()));
    JsonNode appointment = events.at("/modules/0");
    assertThat(appointment.path("value").asString()).isEqualTo("appointment");
    assertThat(appointment.at("/events/0/value").asString()).isEqualTo("kc_appointment_book");
    for (String place : new String[] {"header", "body", "query_params"}) {
      assertThat(appointment.at("/events/0/dynamic_variables/" + place).toString())
          .contains("\"patient_name\"");
    }
    assertThat(events.path("common_variables").toString()).contains("\"event_id\"");
    assertThat(events.toString()).contains("custom.xray");
    assertThat(data(other.call("webhooks/events").get()).toString()).doesNotContain("custom.xray");
  }

  @Test
  void test_withoutAWorker_saysSo() {
    // No worker runs beside this api; with one the answer is the report.
    Call.Answer answer =
        client
            .call("webhooks/" + webhook + "/test")
            .post(
                "{\"webhookId\":%d,\"eventName\":\"kc_appointment_book\",\"payload\":{\"patient_id\":1}}"
                    .formatted(webhook));

    assertThat(answer.status()).isEqualTo(503);
    assertThat(answer.json().path("code").asString()).isEqualTo("wardbell_unavailable");
    assertThat(
            client
                .call("webhooks/" + webhook + "/test")
                .post("{\"eventName\":\"kc_nothing\"}")
                .field())
        .isEqualTo("event_type");
    assertThat(client.call("webhooks/" + webhook + "/test").post("{\"payload\":\"{\"}").field())
        .isEqualTo("payload");
  }

  @Test
  void oauth2_isToldHowItIsConnected() {
    String oauth =
        KiviCare.record("oauth", "")
            .replace("\"auth_method\":\"bearer\"", "\"auth_method\":\"oauth2\"")
            .replace(
                "\"bearer_token\":\"token-of-the-crm-1234\",\"token_type\":\"Bearer\"",
                "\"client_id\":\"c\",\"client_secret\":\"s\",\"auth_url\":\"https://a.example.org/a\",\"token_url\":\"https://a.example.org/t\"");
    long id = data(client.call("webhooks").post(oauth)).path("id").asLong();

    for (String route : new String[] {"exchange-token", "refresh-token"}) {
      JsonNode told =
          data(client.call("webhooks/oauth2/" + route).post("{\"webhook_id\":" + id + "}"));
      assertThat(told.path("connected").asBoolean()).isFalse();
      assertThat(told.path("start").asString()).endsWith(KiviCare.idOf(id) + "/oauth/start");
      assertThat(
              other.call("webhooks/oauth2/" + route).post("{\"webhook_id\":" + id + "}").status())
          .isEqualTo(404);
      assertThat(client.call("webhooks/oauth2/" + route).post("{}").field())
          .isEqualTo("webhook_id");
      assertThat(
              client
                  .call("webhooks/oauth2/" + route)
                  .post("{\"webhook_id\":" + webhook + "}")
                  .status())
          .isEqualTo(409);
    }
  }

  @Test
  void keyOfTheInstallation_seesTheClinicThatItNames() {
    assertThat(
            Call.to(KiviCare.ROUTES + "webhooks/" + webhook).get().json().at("/data/id").asLong())
        .isEqualTo(webhook);
    assertThat(
            Call.to(KiviCare.ROUTES + "webhooks?clinic_id=" + client.clinic)
                .get()
                .json()
                .at("/data/pagination/total")
                .asInt())
        .isEqualTo(2);
    assertThat(
            Call.to(KiviCare.ROUTES + "webhooks?clinic_id=" + client.clinic, other.key)
                .get()
                .status())
        .isEqualTo(403);
  }

  private JsonNode cards(String query) {
    return data(client.call("webhooks/statistics?" + query).get());
  }

  private String day(int fromToday) {
    return now.plus(Duration.ofDays(fromToday)).toString().substring(0, 10);
  }

  private List<Long> ids(String query) {
    return data(client.call("webhook-logs" + query).get())
        .path("data")
        .valueStream()
        .map(record -> record.path("id").asLong())
        .toList();
  }
}
