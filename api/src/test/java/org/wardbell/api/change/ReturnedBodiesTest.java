package org.wardbell.api.change;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.wardbell.api.Call;
import org.wardbell.api.Clinics;
import org.wardbell.api.OpenApi;
import tools.jackson.databind.node.ObjectNode;

/** What a GET gave, sent back by PUT: it is taken, and nothing changes. */
@Tag("servers")
class ReturnedBodiesTest {
  /** Operations that put what nobody can read, and why. */
  private static final Map<String, String> WITHOUT_GET =
      Map.of(
          "/api/v1/persons/{id}/grants/{scope}",
          "the person is read, not the role",
          "/api/v1/session/password",
          "a password is never shown");

  private static final String WEBHOOK =
      """
      {"name": "CRM", "url": "https://example.org/x?tenant=1", "events": ["*"],
       "headers": [{"name": "X-Api-Key", "value": "a-key-of-an-administrator-4711"}],
       "authentication": {"type": "basic", "username": "u", "password": "a-password-of-the-crm"},
       "answers": [{"status": 409, "meaning": "delivered"}],
       "body": "{\\"patient\\": \\"{{patient_id}}\\"}", "ed25519_signature": true,
       "rate": {"limit": 5, "per_seconds": 1}, "retry": {"schedule_seconds": [0, 5, 5]}}
      """;

  private final String clinic = Clinics.make();
  private final String key = Clinics.key(clinic, "ADMIN");

  /** Makes what each address shows, and returns the paths that read it. */
  private final Map<String, Supplier<Stream<String>>> shown =
      Map.of(
          "/api/v1/webhooks/{id}", () -> Stream.of(made("/api/v1/webhooks", WEBHOOK)),
          "/api/v1/clinics/{id}", () -> Stream.of("/api/v1/clinics/" + clinic),
          "/api/v1/clinics/{id}/retention",
              () -> Stream.of("/api/v1/clinics/" + clinic + "/retention"),
          "/api/v1/clinics/{id}/appointment-policy",
              () -> Stream.of("/api/v1/clinics/" + clinic + "/appointment-policy"),
          "/api/v1/clinics/{id}/event-style",
              () -> Stream.of("/api/v1/clinics/" + clinic + "/event-style"),
          "/api/v1/calendars/{id}/event-style", this::style,
          "/api/v1/retention/defaults", () -> Stream.of("/api/v1/retention/defaults"),
          "/api/v1/event-types/{type}", this::type,
          "/api/v1/appointments/{id}", this::appointment);

  private Stream<String> style() {
    String path =
        made(
                "/api/v1/calendars",
                "{\"doctor_id\":\"e\",\"google_calendar_id\":\"e\",\"refresh_token\":\"1//r\"}")
            + "/event-style";
    Call.to(path, key)
        .put(
            "{\"title\":\"{{patient_name}}\",\"patient_data\":true,\"colours\":{\"BOOKED\":9},"
                + "\"reminders\":[{\"method\":\"popup\",\"minutes\":10}],\"invitations\":\"all\"}");
    return Stream.of(path);
  }

  private String made(String list, String body) {
    Call.Answer answer = Call.to(list, key).post(body);
    assertThat(answer.status()).as(answer.text()).isEqualTo(201);
    return list + "/" + answer.json().path("id").asString();
  }

  private Stream<String> type() {
    Call.to("/api/v1/event-types", key)
        .post(
            "{\"type\":\"custom.back\",\"label\":\"Back\",\"variables\":[{\"name\":\"xray_id\",\"sample\":4711}],"
                + "\"schema\":{\"type\":\"object\"},\"validate\":true}");
    return Stream.of("/api/v1/event-types/custom.back");
  }

  private int booked;

  /** Each has a day of its own, because a slot is taken once. */
  private Stream<String> appointment() {
    booked++;
    String path =
        made(
            "/api/v1/appointments",
            """
            {"doctor_id": "17", "external_id": "a-%d", "start": "2031-05-0%dT09:00:00Z",
             "end": "2031-05-0%dT09:30:00Z", "time_zone": "Europe/Berlin",
             "patient": {"id": "p-1", "name": "Rosa"}, "services": ["X-ray"], "description": "left"}
            """
                .formatted(booked, booked, booked));
    return Stream.of(path, path + "?include=data");
  }

  @TestFactory
  Stream<DynamicTest> put_ofWhatWasRead_isTakenAndChangesNothing() {
    return shown.entrySet().stream()
        .map(
            each ->
                DynamicTest.dynamicTest(
                    each.getKey(), () -> each.getValue().get().forEach(this::sendBack)));
  }

  private void sendBack(String path) {
    String whole = path.contains("appointments") ? path.split("\\?", 2)[0] + "?include=data" : path;
    String before = administrator(whole).get().text();
    String tag = administrator(whole).get().header("etag");
    String read = administrator(path).get().text();

    Call.Answer answer = administrator(path.split("\\?", 2)[0]).put(read);
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    assertThat(administrator(whole).get().text()).isEqualTo(before);
    assertThat(administrator(whole).get().header("etag")).isEqualTo(tag);
  }

  /** A key of the installation for what belongs to it, else the clinic's. */
  private Call administrator(String path) {
    return path.endsWith("/defaults") ? Call.to(path) : Call.to(path, key);
  }

  @Test
  void put_ofTheDocument_isSentBackOrHasAReason() {
    Set<String> puts =
        OpenApi.shared().operations().stream()
            .filter(operation -> operation.method().equals("PUT"))
            .map(OpenApi.Operation::path)
            .collect(Collectors.toSet());
    assertThat(puts)
        .containsExactlyInAnyOrderElementsOf(
            Stream.concat(shown.keySet().stream(), WITHOUT_GET.keySet().stream()).toList());
  }

  @TestFactory
  Stream<DynamicTest> put_withAnotherValueOfWhatCannotBeSet_namesTheField() {
    return Stream.of(
            Map.entry("/api/v1/webhooks/{id}", "created_at"),
            Map.entry("/api/v1/clinics/{id}", "id"),
            Map.entry("/api/v1/event-types/{type}", "aliases"),
            Map.entry("/api/v1/appointments/{id}", "status"),
            Map.entry("/api/v1/appointments/{id}", "external_id"))
        .map(
            each ->
                DynamicTest.dynamicTest(
                    each.getKey() + " " + each.getValue(),
                    () -> {
                      String path = first(each.getKey());
                      ObjectNode body = (ObjectNode) administrator(path).get().json();
                      Call.Answer answer =
                          administrator(path).put(body.put(each.getValue(), "other").toString());
                      assertThat(answer.status()).as(answer.text()).isEqualTo(422);
                      assertThat(answer.field()).isEqualTo(each.getValue());
                    }));
  }

  private String first(String name) {
    Supplier<Stream<String>> paths = shown.get(name);
    return paths.get().findFirst().orElseThrow();
  }

  /** What moves by itself is as it was read, and may be another by the time it comes back. */
  @Test
  void put_ofAWebhookThatWasPausedMeanwhile_isTaken() {
    String webhook = first("/api/v1/webhooks/{id}");
    ObjectNode body = (ObjectNode) administrator(webhook).get().json();
    administrator(webhook + "/pause").post("");

    Call.Answer answer = administrator(webhook).put(body.put("name", "new").toString());
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    assertThat(answer.json().path("name").asString()).isEqualTo("new");
    assertThat(answer.json().path("status").asString()).isEqualTo("PAUSED");
  }

  @Test
  void put_withASigningSecret_isTakenOnlyIfItIsItsOwn() {
    Call.Answer made = Call.to("/api/v1/webhooks", key).post(WEBHOOK);
    String path = made.header("location");

    Call.Answer own = administrator(path).put(made.text());
    assertThat(own.status()).as(own.text()).isEqualTo(200);
    ObjectNode other = ((ObjectNode) made.json()).put("signing_secret", "whsec_" + "A".repeat(32));
    Call.Answer refused = administrator(path).put(other.toString());
    assertThat(refused.status()).isEqualTo(422);
    assertThat(refused.field()).isEqualTo("signing_secret");
  }

  @Test
  void put_ofTheDefaultsThatAClinicRead_leavesThemCounting_andOtherDaysBecomeItsOwn() {
    String path = "/api/v1/clinics/" + clinic + "/retention";
    ObjectNode body = (ObjectNode) administrator(path).get().json();
    assertThat(administrator(path).put(body.toString()).json().path("own").asBoolean()).isFalse();

    Call.Answer own = administrator(path).put(body.put("delivery_days", 365).toString());
    assertThat(own.status()).as(own.text()).isEqualTo(200);
    assertThat(own.json().path("own").asBoolean()).isTrue();
  }

  @Test
  void put_ofAnAppointmentWithItsDataChanged_changesThem() {
    String path = first("/api/v1/appointments/{id}");
    ObjectNode body = (ObjectNode) administrator(path + "?include=data").get().json();
    ((ObjectNode) body.path("data").path("patient")).put("name", "Rosa Silbermann");

    assertThat(administrator(path).put(body.toString()).status()).isEqualTo(200);
    assertThat(
            administrator(path + "?include=data").get().json().at("/data/patient/name").asString())
        .isEqualTo("Rosa Silbermann");
    assertThat(administrator(path + "?include=data").get().json().at("/data/services/0").asString())
        .isEqualTo("X-ray");
  }
}
