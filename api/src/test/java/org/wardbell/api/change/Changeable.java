package org.wardbell.api.change;

import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;
import org.wardbell.api.Call;
import org.wardbell.api.Clinics;

/**
 * The resources that can be changed, each made anew and with a key that may change it.
 *
 * @param name its path in the OpenAPI document
 * @param path its own
 * @param change sends a request that changes it so that this text shows
 */
record Changeable(String name, String path, String key, Function<String, Change> change) {
  /** A request that changes something. */
  record Change(String method, String path, String body) {
    /** Sends it on this condition. */
    Call.Answer send(String key, String ifMatch) {
      Call call = Call.to(path, key).header("Content-Type", "application/json");
      return (ifMatch == null ? call : call.header("If-Match", ifMatch)).send(method, body);
    }
  }

  Call get() {
    return Call.to(path, key);
  }

  Call.Answer change(String text, String ifMatch) {
    return change.apply(text).send(key, ifMatch);
  }

  @Override
  public String toString() {
    return name;
  }

  /** Returns one of each, those of a clinic in a new one. */
  static Stream<Changeable> all() {
    String clinic = Clinics.make();
    String key = Clinics.key(clinic, "ADMIN");
    Changeable webhook =
        made(key, "/api/v1/webhooks", WEBHOOK.formatted("first"), "PUT", WEBHOOK::formatted);
    return Stream.of(
        webhook,
        new Changeable(
            "/api/v1/webhooks/{id} by PATCH",
            webhook.path(),
            key,
            text -> new Change("PATCH", webhook.path(), "{\"name\":\"%s\"}".formatted(text))),
        at(
            "/api/v1/clinics/{id}",
            "/api/v1/clinics/" + clinic,
            key,
            text -> "{\"name\":\"%s\",\"address\":\"%s\"}".formatted(clinic, text)),
        made(key, "/api/v1/persons", person(), "PATCH", "{\"name\":\"%s\"}"::formatted),
        made(key, "/api/v1/appointments", appointment("first"), "PUT", Changeable::appointment),
        type(key),
        at(
            "/api/v1/clinics/{id}/retention",
            "/api/v1/clinics/" + clinic + "/retention",
            key,
            text -> "{\"delivery_days\":%d}".formatted(100 + Math.abs(text.hashCode() % 3_000))),
        at(
            "/api/v1/clinics/{id}/appointment-policy",
            "/api/v1/clinics/" + clinic + "/appointment-policy",
            key,
            text ->
                "{\"reminder_minutes\":[%d]}".formatted(1 + Math.abs(text.hashCode() % 40_000))),
        at(
            "/api/v1/clinics/{id}/event-style",
            "/api/v1/clinics/" + clinic + "/event-style",
            key,
            "{\"title\":\"%s\"}"::formatted),
        at(
            "/api/v1/calendars/{id}/event-style",
            calendar(key) + "/event-style",
            key,
            "{\"title\":\"%s\"}"::formatted));
  }

  private static String calendar(String key) {
    return "/api/v1/calendars/"
        + Call.to("/api/v1/calendars", key)
            .post("{\"doctor_id\":\"e\",\"google_calendar_id\":\"e\",\"refresh_token\":\"1//r\"}")
            .json()
            .path("id")
            .asString();
  }

  private static final String WEBHOOK =
      "{\"name\":\"%s\",\"url\":\"https://example.org/x\",\"events\":[\"*\"]}";

  private static String person() {
    return "{\"email\":\"%s@clinic.example\",\"name\":\"first\",\"role\":\"READER\"}"
        .formatted(UUID.randomUUID());
  }

  private static String appointment(String description) {
    return ("{\"doctor_id\":\"17\",\"patient\":{\"id\":\"p-1\",\"name\":\"Rosa\"},\"description\":\"%s\","
            + "\"start\":\"2031-05-01T09:00:00Z\",\"end\":\"2031-05-01T09:30:00Z\",\"time_zone\":\"Europe/Berlin\"}")
        .formatted(description);
  }

  private static Changeable type(String key) {
    String types = "/api/v1/event-types";
    String body = "{\"type\":\"custom.tagged\",\"label\":\"%s\"}";
    Call.to(types, key).post(body.formatted("first"));
    return at(types + "/{type}", types + "/custom.tagged", key, body::formatted);
  }

  private static Changeable at(
      String name, String path, String key, Function<String, String> body) {
    return new Changeable(name, path, key, text -> new Change("PUT", path, body.apply(text)));
  }

  private static Changeable made(
      String key, String list, String body, String method, Function<String, String> change) {
    String path = list + "/" + Call.to(list, key).post(body).json().path("id").asString();
    return new Changeable(
        list + "/{id}", path, key, text -> new Change(method, path, change.apply(text)));
  }

  /** Returns paths of what can be deleted, in a new clinic, with a key that may. */
  static List<Changeable> deletable() {
    String clinic = Clinics.make();
    String key = Clinics.key(clinic, "ADMIN");
    return List.of(
        deleted(made(key, "/api/v1/webhooks", WEBHOOK.formatted("x"), "DELETE", text -> text)),
        deleted(made(key, "/api/v1/persons", person(), "DELETE", text -> text)),
        deleted(made(key, "/api/v1/appointments", appointment("x"), "DELETE", text -> text)),
        deleted(
            made(
                key,
                "/api/v1/keys",
                "{\"name\":\"walk\",\"role\":\"READER\"}",
                "DELETE",
                text -> text)),
        deleted(
            made(
                key,
                "/api/v1/calendars",
                "{\"doctor_id\":\"d\",\"google_calendar_id\":\"c\",\"refresh_token\":\"1//r\"}",
                "DELETE",
                text -> text)),
        deleted(type(key)),
        styled(key));
  }

  private static Changeable styled(String key) {
    String path = calendar(key) + "/event-style";
    Call.to(path, key).put("{\"title\":\"Visit\"}");
    return deleted(new Changeable("/api/v1/calendars/{id}/event-style", path, key, text -> null));
  }

  private static Changeable deleted(Changeable made) {
    return new Changeable(
        made.name(), made.path(), made.key(), text -> new Change("DELETE", made.path(), null));
  }
}
