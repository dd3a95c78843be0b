package org.wardbell.api.clinic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wardbell.activities.database.generated.Tables.EVENT;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jooq.DSLContext;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.wardbell.api.ApiServer;
import org.wardbell.api.Call;
import org.wardbell.api.Clinics;
import org.wardbell.api.OpenApi;
import tools.jackson.databind.JsonNode;

/**
 * A walk over the OpenAPI document: what changes something, and what shows patient data, has its
 * row in the audit trail, with who and from where. A new operation is here, or fails here.
 */
@Tag("servers")
class AuditedOperationsTest {
  /** Operations without a row, and why. */
  private static final Map<String, String> WITHOUT =
      Map.ofEntries(
          Map.entry("POST /api/v1/events", "the event's own row names the key"),
          Map.entry("POST /api/v1/events/batch", "the events' own rows name the key"),
          Map.entry("POST /api/v1/events/check", "nothing is kept or shown"),
          Map.entry("GET /api/v1/system", "the installation's own state"),
          Map.entry("POST /api/v1/webhooks/{id}/replays/estimate", "a number"),
          Map.entry("POST /api/v1/clinics/{id}/retention/ending", "two numbers"),
          Map.entry("GET /api/v1/clinics", "names of clinics are no patient data"),
          Map.entry("GET /api/v1/clinics/{id}", "the same"),
          Map.entry("GET /api/v1/event-types", "a catalogue"),
          Map.entry("GET /api/v1/event-types/{type}", "the same"),
          Map.entry("GET /api/v1/event-types/{type}/schema", "the same"),
          Map.entry("GET /api/v1/presets", "a part of the program"),
          Map.entry("GET /api/v1/presets/{id}", "the same"),
          Map.entry("GET /api/v1/webhooks", "settings"),
          Map.entry("GET /api/v1/webhooks/{id}", "settings"),
          Map.entry("GET /api/v1/webhooks/figures", "counts, and names of webhooks"),
          Map.entry("GET /api/v1/webhooks/{id}/waiting", "counts"),
          Map.entry("GET /api/v1/session", "a person's own"));

  /** Lists that show ids, types and times only. */
  private static final Set<String> IDS_ONLY =
      Set.of(
          "GET /api/v1/events",
          "GET /api/v1/events/{id}/webhooks",
          "GET /api/v1/deliveries",
          "GET /api/v1/attempts",
          "GET /api/v1/live",
          "GET /api/v1/search",
          "POST /api/v1/search",
          "GET /api/v1/statistics",
          "GET /api/v1/statistics/rebuild",
          "GET /api/v1/webhooks/{id}/replays",
          "GET /api/v1/replays/{id}",
          "GET /api/v1/replays",
          "GET /api/v1/retention",
          "GET /api/v1/retention/defaults",
          "GET /api/v1/clinics/{id}/retention",
          "GET /api/v1/exports",
          "GET /api/v1/exports/{id}",
          "GET /api/v1/removals",
          "GET /api/v1/removals/{id}",
          "GET /api/v1/resends",
          "GET /api/v1/resends/{id}",
          "GET /api/v1/cancellations",
          "GET /api/v1/cancellations/{id}",
          "GET /api/v1/erasures",
          "GET /api/v1/erasures/{id}",
          "GET /api/v1/key-rotations",
          "GET /api/v1/key-rotations/{id}",
          "GET /api/v1/availability",
          "GET /api/v1/appointment-imports",
          "GET /api/v1/appointment-imports/{id}",
          "GET /api/v1/appointment-imports/{id}/problems",
          "GET /api/v1/clinics/{id}/appointment-policy",
          "GET /api/v1/clinics/{id}/event-style",
          "GET /api/v1/calendars/{id}/event-style",
          "GET /api/v1/calendars",
          "GET /api/v1/calendars/{id}",
          "GET /api/v1/calendars/{id}/quarantine",
          "GET /api/v1/calendars/connections/{id}");

  private static final DSLContext DATABASE = ApiServer.shared().bean(DSLContext.class);

  private final String clinic = Clinics.make();
  private final String key = Clinics.key(clinic, "ADMIN");

  private final String requestId = "walk-" + UUID.randomUUID();
  private final AuditedActs acts = new AuditedActs(clinic, key, requestId);

  @TestFactory
  Stream<DynamicTest> operation_thatChangesOrShowsPatientData_hasItsRow() {
    return acts.all().entrySet().stream()
        .map(
            each ->
                DynamicTest.dynamicTest(
                    each.getKey(),
                    () -> {
                      Call.Answer answer = each.getValue().request().get();
                      assertThat(answer.status())
                          .as(answer.text())
                          .matches(status -> status < 300 || status == 503);
                      assertThat(answer.header("x-request-id")).isEqualTo(requestId);
                      told(each.getValue().action());
                    }));
  }

  private void told(String action) {
    List<JsonNode> rows =
        Call.to("/api/v1/audit?limit=50&action=" + action)
            .get()
            .json()
            .path("data")
            .valueStream()
            .filter(row -> row.path("request_id").asString("").equals(requestId))
            .toList();
    assertThat(rows).as(action).isNotEmpty();
    JsonNode row = rows.getFirst();
    assertThat(row.path("actor_name").asString("")).isNotBlank();
    if (row.path("actor").asString().equals(row.path("target").asString())) {
      assertThat(row.path("address").asString("")).startsWith("2001:db8:");
    } else {
      assertThat(row.path("actor").asString()).startsWith("key/");
      assertThat(row.path("actor_role").asString("")).isEqualTo("ADMIN");
      assertThat(row.path("address").asString("")).isEqualTo("127.0.0.1");
    }
    assertThat(row.path("outcome").asString("")).isIn("done", "ordered");
    assertThat(row.toString()).doesNotContain("CANARYNAME", "1//r", "clinic.example");
  }

  @Test
  void operation_ofTheDocument_isWalkedOrHasAReason() {
    Set<String> known = new HashSet<>(acts.all().keySet());
    known.addAll(WITHOUT.keySet());
    known.addAll(IDS_ONLY);
    // It needs an address in public; OAuthCallbackTest has one.
    known.add("POST /api/v1/webhooks/{id}/oauth/start");
    // They need it too; CalendarConnectionsTest and ConsentCallbackTest have one, and read the
    // rows.
    known.add("POST /api/v1/calendars/connections");
    known.add("POST /api/v1/calendars/connections/{id}/choose");
    assertThat(
            OpenApi.shared().operations().stream()
                .map(OpenApi.Operation::toString)
                .collect(Collectors.toSet()))
        .as("write an audit row for a new operation, or a reason")
        .isEqualTo(known);
  }

  @Test
  void event_inItsPlace_namesTheKeyThatPostedIt() {
    String id = Call.to("/api/v1/events", key).post(EVENT_BODY).json().path("id").asString();

    String keyId =
        DATABASE
            .select(EVENT.ACCEPTED_BY)
            .from(EVENT)
            .where(EVENT.ID.eq(UUID.fromString(id)))
            .fetchSingle(EVENT.ACCEPTED_BY)
            .toString();
    assertThat(Call.to("/api/v1/keys/" + keyId).get().json().path("clinic_id").asString())
        .isEqualTo(clinic);
    assertThat(Call.to("/api/v1/events/" + id, key).get().json().path("accepted_by").asString())
        .isEqualTo("key/" + keyId);
  }

  private static final String EVENT_BODY = "{\"type\":\"bill.paid\",\"data\":{\"bill_id\":7}}";

  @Test
  void keysRow_saysWhatTheKeyMayDo() {
    String expires = "2031-01-01T00:00:00Z";
    String id =
        Call.to("/api/v1/keys", key)
            .post("{\"name\":\"deep\",\"role\":\"ADMIN\",\"expires_at\":\"" + expires + "\"}")
            .json()
            .path("id")
            .asString();

    JsonNode detail =
        Call.to("/api/v1/audit?target=key/" + id, key).get().json().at("/data/0/detail");
    assertThat(detail.path("role").asString()).isEqualTo("ADMIN");
    assertThat(detail.path("name").asString()).isEqualTo("deep");
    assertThat(detail.path("scope").asString()).isEqualTo("clinic");
    assertThat(detail.path("expires_at").asString()).isEqualTo(expires);
  }

  @Test
  void clinicsRow_namesTheFieldsThatChanged() {
    Call.to("/api/v1/clinics/" + clinic, key)
        .put("{\"name\":\"c %s\",\"unregistered_types\":true}".formatted(clinic));

    JsonNode fields =
        Call.to("/api/v1/audit?action=clinic.changed", key)
            .get()
            .json()
            .at("/data/0/detail/fields");
    assertThat(fields.toString()).contains("name", "unregistered_types", "time_zone");
  }
}
