package org.wardbell.api.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import org.wardbell.api.Call;
import org.wardbell.api.Clinics;
import org.wardbell.api.OpenApi;
import org.wardbell.api.People;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Keys that worked once, and keys and people of another clinic, at every operation of the OpenAPI
 * document: a new one is in here without a line.
 */
@Tag("servers")
class KeysEverywhereTest {
  @TestFactory
  Stream<DynamicTest> key_revokedOrExpired_is401Everywhere() throws Exception {
    JsonNode revoked = Call.to("/api/v1/keys").post("{\"name\":\"x\",\"role\":\"ADMIN\"}").json();
    Call.to("/api/v1/keys/" + revoked.path("id").asString()).delete();
    String expired =
        Call.to("/api/v1/keys")
            .post(
                "{\"name\":\"x\",\"role\":\"ADMIN\",\"expires_at\":\"%s\"}"
                    .formatted(Instant.now().plusSeconds(1)))
            .json()
            .path("key")
            .asString();
    Thread.sleep(1_100);
    assertThat(expired).isNotBlank();
    return OpenApi.shared().operations().stream()
        .map(
            operation ->
                DynamicTest.dynamicTest(
                    operation.toString(),
                    () -> {
                      String path = operation.filled();
                      assertThat(send(operation, Call.to(path, revoked.path("key").asString())))
                          .isEqualTo(401);
                      assertThat(send(operation, Call.to(path, expired))).isEqualTo(401);
                    }));
  }

  @TestFactory
  Stream<DynamicTest> row_ofAnotherClinic_isNotThere() {
    String theirs = Clinics.make();
    String elsewhere = Clinics.make();
    String key = Clinics.key(elsewhere, "ADMIN");
    var person = People.make(elsewhere, "ADMIN").signIn();
    List<Function<String, Call>> strangers = List.of(path -> Call.to(path, key), person::to);
    Map<String, String> rows =
        Map.of(
            "/api/v1/clinics/", theirs,
            "/api/v1/webhooks/", Clinics.webhook(theirs),
            "/api/v1/events/", Clinics.event(theirs),
            "/api/v1/keys/", key(theirs),
            "/api/v1/persons/", People.withoutPassword(theirs, "READER").id());
    return OpenApi.shared().operations().stream()
        .filter(operation -> rows.containsKey(before(operation)))
        .map(
            operation ->
                DynamicTest.dynamicTest(
                    operation.toString(),
                    () -> {
                      String path = operation.filled(rows.get(before(operation)));
                      for (Function<String, Call> stranger : strangers) {
                        // An operation for the installation's keys says so before it looks.
                        assertThat(send(operation, stranger.apply(path))).isIn(403, 404);
                        if (operation.method().equals("GET")) {
                          assertThat(send(operation, stranger.apply(path))).isEqualTo(404);
                        }
                      }
                      JsonNode row =
                          Call.to(before(operation) + rows.get(before(operation))).get().json();
                      assertThat(row.path("status").asString("")).isNotEqualTo("404");
                    }));
  }

  /** Returns the path up to its first id, or nothing. */
  private static String before(OpenApi.Operation operation) {
    int at = operation.path().indexOf('{');
    return at < 0 ? "" : operation.path().substring(0, at);
  }

  private static String key(String clinic) {
    return Call.to("/api/v1/keys")
        .post("{\"name\":\"x\",\"role\":\"READER\",\"clinic\":\"%s\"}".formatted(clinic))
        .json()
        .path("id")
        .asString();
  }

  private static int send(OpenApi.Operation operation, Call call) {
    if (!operation.takesBody()) {
      return call.send(operation.method(), (String) null).status();
    }
    ObjectNode body = OpenApi.shared().example(operation);
    body.remove("clinic");
    return call.header("Content-Type", "application/json")
        .send(operation.method(), body.toString())
        .status();
  }
}
