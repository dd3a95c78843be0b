package org.wardbell.api.kivicare;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.wardbell.api.Call;
import org.wardbell.api.Routes;
import tools.jackson.databind.JsonNode;

/**
 * A walk over KiviCare's routes: what changes something, and what shows patient data, has its row
 * in the audit trail. A new route is here, or fails here.
 */
@Tag("servers")
class KiviCareAuditTest {
  private static final String PREFIX = "/wp-json/kivicare/v1";

  /** Routes without a row: settings, catalogues, counts, and lists of ids, types and times. */
  private static final Set<String> WITHOUT =
      Set.of(
          "GET /webhooks",
          "GET /webhooks/{id}",
          "GET /webhooks/events",
          "GET /webhooks/table-config",
          "GET /webhooks/statistics",
          "GET /webhook-logs",
          "GET /webhook-logs/stats",
          // They say how a webhook is connected, and change nothing.
          "POST /webhooks/oauth2/exchange-token",
          "POST /webhooks/oauth2/refresh-token",
          // A doctor's way back from Google, whose rows ConsentCallbackTest demands.
          "GET /settings/googlemeet/callback",
          // Google's, and counted as pushes.
          "POST /settings/googlemeet/callback");

  private final KiviCare client = new KiviCare();
  private final KiviCare other = new KiviCare();
  private final String requestId = "walk-" + UUID.randomUUID();
  private final Instant longAgo = Instant.now().minus(Duration.ofDays(40));

  private record Act(String action, Supplier<Call.Answer> request) {}

  private Call call(String route) {
    return client
        .call(route)
        .header("X-Request-Id", requestId)
        .header("Content-Type", "application/json");
  }

  private Map<String, Act> acts() {
    String record = KiviCare.record("walk", "");
    return Map.ofEntries(
        act("POST /webhooks", "webhook.created", () -> call("webhooks").send("POST", record)),
        act(
            "PUT /webhooks/{id}",
            "webhook.changed",
            // Sent back unchanged it would change nothing, and have no row.
            () -> call("webhooks/" + webhook()).send("PUT", KiviCare.record("another name", ""))),
        act(
            "PATCH /webhooks/{id}/status",
            "webhook.changed",
            () -> call("webhooks/" + webhook() + "/status").send("PATCH", "{\"status\":0}")),
        act(
            "DELETE /webhooks/{id}",
            "webhook.deleted",
            () -> call("webhooks/" + webhook()).delete()),
        act(
            "POST /webhooks/bulk-delete",
            "webhook.deleted",
            () -> call("webhooks/bulk-delete").send("POST", ids(webhook()))),
        // No worker runs here: the row of a test is there all the same.
        act(
            "POST /webhooks/{id}/test",
            "webhook.tested",
            () -> call("webhooks/" + webhook() + "/test").send("POST", "{}")),
        act(
            "GET /webhook-logs/{id}",
            "event.data_read",
            () -> call("webhook-logs/" + delivery()).get()),
        act(
            "GET /webhook-logs/export",
            "delivery.exported",
            () -> call("webhook-logs/export").get()),
        act(
            "DELETE /webhook-logs/{id}",
            "delivery.log_deleted",
            () -> call("webhook-logs/" + delivery()).delete()),
        act(
            "DELETE /webhook-logs",
            "delivery.log_deleted",
            () -> call("webhook-logs").send("DELETE", ids(delivery()))),
        act(
            "POST /webhook-logs/clear",
            "delivery.log_deleted",
            () -> {
              delivery();
              return call("webhook-logs/clear").send("POST", "{}");
            }));
  }

  private static Map.Entry<String, Act> act(
      String route, String action, Supplier<Call.Answer> request) {
    return Map.entry(route, new Act(action, request));
  }

  private long webhook() {
    return client.webhook("walk");
  }

  private long delivery() {
    return client.delivery(webhook(), "DELIVERED", 200, longAgo);
  }

  private static String ids(long id) {
    return "{\"ids\":[" + id + "]}";
  }

  @TestFactory
  Stream<DynamicTest> route_thatChangesOrShowsPatientData_hasItsRow() {
    return acts().entrySet().stream()
        .map(each -> DynamicTest.dynamicTest(each.getKey(), () -> tells(each.getValue())));
  }

  private void tells(Act act) {
    int before = rows(client, act.action()).size();
    assertThat(act.request().get().status()).matches(status -> status < 300 || status == 503);

    List<JsonNode> rows = rows(client, act.action());
    assertThat(rows).as(act.action()).hasSize(before + 1);
    assertThat(rows.getFirst().path("actor").asString()).startsWith("key/");
    assertThat(rows.getFirst().path("address").asString("")).isEqualTo("127.0.0.1");
    assertThat(rows(other, act.action())).isEmpty();
  }

  private List<JsonNode> rows(KiviCare whose, String action) {
    return Call.to("/api/v1/audit?limit=50&action=" + action, whose.key)
        .get()
        .json()
        .path("data")
        .valueStream()
        .filter(row -> row.path("request_id").asString("").equals(requestId))
        .toList();
  }

  @Test
  void route_isWalkedOrHasAReason() {
    Set<String> known = new HashSet<>(acts().keySet());
    known.addAll(WITHOUT);
    assertThat(
            Routes.all().stream()
                .filter(route -> route.path().startsWith(PREFIX))
                .map(route -> route.method() + " " + route.path().substring(PREFIX.length()))
                .collect(Collectors.toSet()))
        .isEqualTo(known);
  }
}
