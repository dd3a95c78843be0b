package org.wardbell.api.clinic;

import static org.wardbell.activities.database.generated.Tables.DELIVERY;
import static org.wardbell.activities.database.generated.Tables.INTERACTIVE_TASK;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import org.jooq.DSLContext;
import org.wardbell.activities.database.Ids;
import org.wardbell.api.ApiServer;
import org.wardbell.api.Call;
import org.wardbell.api.Clinics;

/**
 * Requests that succeed, one for each operation that the audit trail tells of, with the action that
 * it tells.
 */
final class AuditedActs {
  private static final DSLContext DATABASE = ApiServer.shared().bean(DSLContext.class);

  private final String clinic;
  private final String key;
  private final String requestId;

  AuditedActs(String clinic, String key, String requestId) {
    this.clinic = clinic;
    this.key = key;
    this.requestId = requestId;
  }

  /** A request that succeeds, and the action it is told by. */
  record Act(String action, Supplier<Call.Answer> request) {}

  private Call call(String path) {
    return Call.to(path, key).header("X-Request-Id", requestId);
  }

  private Call installation(String path) {
    return Call.to(path).header("X-Request-Id", requestId);
  }

  /** Returns them by the operation's name in the OpenAPI document. */
  Map<String, Act> all() {
    Map<String, Act> acts = new LinkedHashMap<>();
    String renamed = "{\"name\":\"c %s\",\"unregistered_types\":true}".formatted(UUID.randomUUID());
    acts.put(
        "POST /api/v1/clinics",
        new Act(
            "clinic.created",
            () ->
                installation("/api/v1/clinics")
                    .post("{\"name\":\"c %s\"}".formatted(UUID.randomUUID()))));
    acts.put(
        "PUT /api/v1/clinics/{id}",
        new Act("clinic.changed", () -> call("/api/v1/clinics/" + clinic).put(renamed)));
    acts.put("POST /api/v1/keys", new Act("key.created", () -> call("/api/v1/keys").post(KEY)));
    acts.put(
        "DELETE /api/v1/keys/{id}",
        new Act("key.revoked", () -> call("/api/v1/keys/" + madeKey()).delete()));
    acts.put("GET /api/v1/keys", new Act("key.listed", () -> call("/api/v1/keys").get()));
    acts.put(
        "GET /api/v1/keys/{id}",
        new Act("key.read", () -> call("/api/v1/keys/" + madeKey()).get()));
    AuditedLogActs.add(acts, clinic, this::call, this::installation);
    eventTypes(acts);
    webhooks(acts);
    AuditedTransfers.put(acts, clinic, this::call);
    AuditedCalendarActs.put(acts, this::call);
    AuditedCalendarActs.putOfClinic(acts, clinic, this::call);
    deliveries(acts);
    AuditedAppointments.put(acts, clinic, this::call);
    calendars(acts);
    acts.putAll(new PersonActs(clinic, key, requestId).all());
    return acts;
  }

  private static final String KEY = "{\"name\":\"walk\",\"role\":\"READER\"}";
  private static final String TYPE = "{\"type\":\"custom.walk\",\"label\":\"%s\"}";
  private static final String WEBHOOK =
      "{\"name\":\"%s\",\"url\":\"https://example.org/x\",\"events\":[\"*\"]}";
  private static final String OAUTH =
      "{\"name\":\"oauth\",\"url\":\"https://example.org/x\",\"events\":[\"*\"],\"authentication\":"
          + "{\"type\":\"oauth2\",\"grant\":\"authorization_code\",\"client_id\":\"c\","
          + "\"token_url\":\"https://example.org/token\","
          + "\"authorization_url\":\"https://example.org/authorize\"}}";

  private void eventTypes(Map<String, Act> acts) {
    acts.put(
        "POST /api/v1/event-types",
        new Act(
            "event_type.created", () -> call("/api/v1/event-types").post(TYPE.formatted("one"))));
    acts.put(
        "PUT /api/v1/event-types/{type}",
        new Act(
            "event_type.changed",
            () -> {
              Call.to("/api/v1/event-types", key).post(TYPE.formatted("one"));
              return call("/api/v1/event-types/custom.walk").put(TYPE.formatted("two"));
            }));
    acts.put(
        "DELETE /api/v1/event-types/{type}",
        new Act(
            "event_type.deleted",
            () -> {
              Call.to("/api/v1/event-types", key).post(TYPE.formatted("one"));
              return call("/api/v1/event-types/custom.walk").delete();
            }));
  }

  private void webhooks(Map<String, Act> acts) {
    String webhooks = "/api/v1/webhooks";
    PresetActs.addTo(acts, this::call);
    acts.put(
        "POST /api/v1/webhooks",
        new Act("webhook.created", () -> call(webhooks).post(WEBHOOK.formatted("a"))));
    acts.put(
        "PUT /api/v1/webhooks/{id}",
        new Act("webhook.changed", () -> call(webhook()).put(WEBHOOK.formatted("b"))));
    acts.put(
        "PATCH /api/v1/webhooks/{id}",
        new Act("webhook.changed", () -> call(webhook()).patch("{\"name\": \"c\"}")));
    acts.put(
        "DELETE /api/v1/webhooks/{id}", new Act("webhook.deleted", () -> call(webhook()).delete()));
    acts.put(
        "POST /api/v1/webhooks/{id}/pause",
        new Act("webhook.paused", () -> call(webhook() + "/pause").post("")));
    acts.put(
        "POST /api/v1/webhooks/{id}/resume",
        new Act(
            "webhook.resumed",
            () -> {
              String webhook = webhook();
              Call.to(webhook + "/pause", key).post("");
              return call(webhook + "/resume").post("");
            }));
    SecretAndProbeActs.put(acts, clinic, this::call);
    // No worker runs here: the row of a test is there all the same.
    acts.put(
        "POST /api/v1/webhooks/{id}/test",
        new Act("webhook.tested", () -> call(webhook() + "/test").post("{}")));
    acts.put(
        "POST /api/v1/webhooks/test-all",
        new Act(
            "webhook.tested",
            () -> {
              webhook();
              return call(webhooks + "/test-all").post("{}");
            }));
    acts.put(
        "POST /api/v1/webhooks/preview",
        new Act(
            "webhook.previewed",
            () ->
                call(webhooks + "/preview")
                    .post("{\"webhook\":" + WEBHOOK.formatted("draft") + "}")));
    acts.put(
        "POST /api/v1/webhooks/{id}/oauth/disconnect",
        new Act(
            "webhook.oauth_disconnected",
            () -> call(webhooks + "/" + made(webhooks, OAUTH) + "/oauth/disconnect").post("")));
    acts.put(
        "POST /api/v1/webhooks/{id}/replays",
        new Act("replay.created", () -> call(webhook() + "/replays").post(REPLAY)));
    for (Map.Entry<String, String> change :
        Map.of("pause", "replay.paused", "cancel", "replay.cancelled").entrySet()) {
      acts.put(
          "POST /api/v1/replays/{id}/" + change.getKey(),
          new Act(
              change.getValue(),
              () -> call("/api/v1/replays/" + replay() + "/" + change.getKey()).post("")));
    }
    acts.put(
        "POST /api/v1/replays/{id}/resume",
        new Act(
            "replay.resumed",
            () -> {
              String replay = "/api/v1/replays/" + replay();
              Call.to(replay + "/pause", key).post("");
              return call(replay + "/resume").post("");
            }));
  }

  private static final String REPLAY =
      "{\"which\":\"all\",\"from\":\"2020-01-01T00:00:00Z\",\"to\":\"2020-01-02T00:00:00Z\"}";

  private void deliveries(Map<String, Act> acts) {
    acts.put(
        "GET /api/v1/events/{id}",
        new Act(
            "event.data_read",
            () -> call("/api/v1/events/" + Clinics.event(clinic) + "?include=data").get()));
    acts.put(
        "GET /api/v1/deliveries/{id}",
        new Act(
            "delivery.response_read",
            () -> call("/api/v1/deliveries/" + delivery("DELIVERED") + "?include=response").get()));
    acts.put(
        "POST /api/v1/deliveries/{id}/resend",
        new Act(
            "delivery.resent",
            () -> call("/api/v1/deliveries/" + delivery("DELIVERED") + "/resend").post("")));
    acts.put(
        "POST /api/v1/deliveries/bulk",
        new Act(
            "delivery.resent",
            () ->
                call("/api/v1/deliveries/bulk")
                    .post(
                        "{\"action\":\"resend\",\"ids\":[\"%s\"]}"
                            .formatted(delivery("DELIVERED")))));
    acts.put(
        "GET /api/v1/deliveries/{id}/attempts/{number}/curl",
        new Act(
            "delivery.request_read",
            () -> call("/api/v1/deliveries/" + delivery("DELIVERED") + "/attempts/1/curl").get()));
    acts.put(
        "POST /api/v1/deliveries/{id}/cancel",
        new Act(
            "delivery.cancelled",
            () -> call("/api/v1/deliveries/" + delivery("PENDING") + "/cancel").post("")));
    acts.put(
        "GET /api/v1/tasks/{id}",
        new Act("task.read", () -> call("/api/v1/tasks/" + task()).get()));
  }

  private void calendars(Map<String, Act> acts) {
    acts.put(
        "POST /api/v1/calendars",
        new Act("calendar.connected", () -> call("/api/v1/calendars").post(CALENDAR)));
  }

  private static final String CALENDAR =
      "{\"doctor_id\":\"d-9\",\"google_calendar_id\":\"d9@clinic.example\",\"refresh_token\":\"1//r\"}";

  /** Makes something and returns its id. */
  private String made(String path, String body) {
    return Call.to(path, key).post(body).json().path("id").asString();
  }

  private String madeKey() {
    return made("/api/v1/keys", KEY);
  }

  private String webhook() {
    return "/api/v1/webhooks/" + Clinics.webhook(clinic);
  }

  private String replay() {
    return made(webhook() + "/replays", REPLAY);
  }

  private String task() {
    UUID id = Ids.next();
    DATABASE
        .insertInto(INTERACTIVE_TASK)
        .set(INTERACTIVE_TASK.ID, id)
        .set(INTERACTIVE_TASK.CLINIC_ID, UUID.fromString(clinic))
        .set(INTERACTIVE_TASK.KIND, "echo")
        .set(INTERACTIVE_TASK.REQUEST_CIPHERTEXT, new byte[0])
        .set(INTERACTIVE_TASK.REQUEST_KEY_ID, 0)
        .set(INTERACTIVE_TASK.CREATED_AT, Instant.now())
        .execute();
    return id.toString();
  }

  private String delivery(String status) {
    UUID id = Ids.next();
    DATABASE
        .insertInto(DELIVERY)
        .set(DELIVERY.ID, id)
        .set(DELIVERY.CLINIC_ID, UUID.fromString(clinic))
        .set(DELIVERY.EVENT_ID, UUID.fromString(Clinics.event(clinic)))
        .set(DELIVERY.WEBHOOK_ID, UUID.fromString(Clinics.webhook(clinic)))
        .set(DELIVERY.TRIGGER, "live")
        .set(DELIVERY.STATUS, status)
        .set(DELIVERY.ATTEMPTS, 1)
        .set(DELIVERY.CREATED_AT, Instant.now())
        .execute();
    return id.toString();
  }
}
