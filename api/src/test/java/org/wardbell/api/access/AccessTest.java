package org.wardbell.api.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.wardbell.activities.clinic.Role;
import org.wardbell.api.Call;
import org.wardbell.api.Clinics;
import org.wardbell.api.Routes;
import org.wardbell.api.Routes.Route;

/** A walk over all controller methods, so that one that is added without a guard fails here. */
@Tag("servers")
class AccessTest {
  @TestFactory
  Stream<DynamicTest> route_withoutKeyOrRole_isRefused() {
    String clinic = Clinics.make();
    String reader = Clinics.key(clinic, "READER");
    String admin = Clinics.key(clinic, "ADMIN");
    return Routes.all().stream()
        .filter(route -> !route.handler().hasMethodAnnotation(Open.class))
        .map(
            route ->
                DynamicTest.dynamicTest(
                    route.method() + " " + route.path(), () -> refuses(route, reader, admin)));
  }

  private static void refuses(Route route, String reader, String admin) {
    Needs needs = route.handler().getMethodAnnotation(Needs.class);
    assertThat(needs).as("every controller method says what it needs").isNotNull();
    assertThat(send(Call.anonymous(route.filled()), route)).isEqualTo(401);
    assertThat(send(Call.to(route.filled(), "wb_unknown"), route)).isEqualTo(401);
    if (needs.value() != Role.READER) {
      assertThat(send(Call.to(route.filled(), reader), route)).isEqualTo(403);
    }
    if (needs.installation() || needs.person()) {
      assertThat(send(Call.to(route.filled(), admin), route)).isEqualTo(403);
    }
  }

  private static int send(Call call, Route route) {
    Call.Answer answer =
        route.takesBody()
            ? call.header("Content-Type", "application/json").send(route.method(), "{}")
            : call.send(route.method(), (String) null);
    assertThat(answer.header("content-type")).isEqualTo("application/problem+json");
    return answer.status();
  }

  @Test
  void openRoutes_areFew() {
    assertThat(
            Routes.all().stream()
                .filter(route -> route.handler().hasMethodAnnotation(Open.class))
                .map(Route::path))
        .isSubsetOf(
            "/api/docs",
            "/api/asyncapi.json",
            "/api/docs/reference.js",
            "/api/docs/bell.svg",
            "/favicon.ico",
            "/error",
            "/calendar/push",
            // A password, or a one-time token, says who it is.
            "/api/v1/session",
            "/api/v1/passwords",
            // A single-use state says whom it leads back.
            "/oauth/callback",
            "/calendar/callback",
            // A single-use ticket says what will be connected.
            "/oauth/begin",
            "/calendar/connect",
            "/wp-json/kivicare/v1/settings/googlemeet/callback");
  }

  @TestFactory
  Stream<DynamicTest> rowOfAnotherClinic_is404() {
    String theirs = Clinics.make();
    String own = Clinics.key(Clinics.make(), "ADMIN");
    String webhook = "/api/v1/webhooks/" + Clinics.webhook(theirs);
    String keyId =
        Call.to("/api/v1/keys")
            .post("{\"name\":\"x\",\"role\":\"READER\",\"clinic\":\"" + theirs + "\"}")
            .json()
            .path("id")
            .asString();
    List<Map.Entry<String, String>> rows =
        List.of(
            Map.entry("GET", "/api/v1/clinics/" + theirs),
            Map.entry("GET", "/api/v1/keys/" + keyId),
            Map.entry("DELETE", "/api/v1/keys/" + keyId),
            Map.entry("GET", webhook),
            Map.entry("PUT", webhook),
            Map.entry("DELETE", webhook),
            Map.entry("POST", webhook + "/pause"),
            Map.entry("POST", webhook + "/resume"),
            Map.entry("GET", "/api/v1/events/" + Clinics.event(theirs)));
    return rows.stream()
        .map(
            row ->
                DynamicTest.dynamicTest(
                    row.getKey() + " " + row.getValue(),
                    () -> {
                      Call call =
                          Call.to(row.getValue(), own).header("Content-Type", "application/json");
                      boolean body = row.getKey().startsWith("P");
                      assertThat(call.send(row.getKey(), body ? "{}" : null).status())
                          .isEqualTo(404);
                    }));
  }

  @Test
  void clinicKey_namingAnotherClinic_is403() {
    String own = Clinics.key(Clinics.make(), "ADMIN");
    String theirs = Clinics.make();
    assertThat(
            Call.to("/api/v1/events", own)
                .post("{\"type\":\"bill.paid\",\"data\":{},\"clinic\":\"" + theirs + "\"}")
                .status())
        .isEqualTo(403);
    assertThat(Call.to("/api/v1/deliveries?clinic=" + theirs, own).get().status()).isEqualTo(403);
    assertThat(
            Call.to("/api/v1/keys", own)
                .post("{\"name\":\"x\",\"role\":\"ADMIN\",\"installation\":true}")
                .status())
        .isEqualTo(403);
  }

  @Test
  void revokedKey_stopsAtOnce() {
    JsonKey made = JsonKey.make();
    assertThat(Call.to("/api/v1/events", made.text()).get().status()).isEqualTo(200);
    assertThat(Call.to("/api/v1/keys/" + made.id()).delete().status()).isEqualTo(204);
    assertThat(Call.to("/api/v1/events", made.text()).get().status()).isEqualTo(401);
    assertThat(Call.to("/api/v1/keys/" + made.id()).delete().status()).isEqualTo(404);
  }

  private record JsonKey(String id, String text) {
    static JsonKey make() {
      var json = Call.to("/api/v1/keys").post("{\"name\":\"x\",\"role\":\"READER\"}").json();
      return new JsonKey(json.path("id").asString(), json.path("key").asString());
    }
  }
}
