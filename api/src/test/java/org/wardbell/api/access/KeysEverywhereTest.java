package org.wardbell.api.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import org.wardbell.api.Call;
import org.wardbell.api.Clinics;
import org.wardbell.api.OpenApi;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Keys that worked once, and keys of another clinic, at every operation of the OpenAPI document: a
 * new one is in here without a line.
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
                      assertThat(
                              send(operation, operation.filled(), revoked.path("key").asString()))
                          .isEqualTo(401);
                      assertThat(send(operation, operation.filled(), expired)).isEqualTo(401);
                    }));
  }

  @TestFactory
  Stream<DynamicTest> row_ofAnotherClinic_isNotThere() {
    String theirs = Clinics.make();
    String stranger = Clinics.key(Clinics.make(), "ADMIN");
    Map<String, String> rows =
        Map.of(
            "/api/v1/clinics/", theirs,
            "/api/v1/webhooks/", Clinics.webhook(theirs),
            "/api/v1/events/", Clinics.event(theirs),
            "/api/v1/keys/", key(theirs));
    return OpenApi.shared().operations().stream()
        .filter(operation -> rows.containsKey(before(operation)))
        .map(
            operation ->
                DynamicTest.dynamicTest(
                    operation.toString(),
                    () -> {
                      String path = operation.filled(rows.get(before(operation)));
                      // An operation for the installation's keys says so before it looks.
                      assertThat(send(operation, path, stranger)).isIn(403, 404);
                      if (operation.method().equals("GET")) {
                        assertThat(send(operation, path, stranger)).isEqualTo(404);
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

  private static int send(OpenApi.Operation operation, String path, String key) {
    Call call = Call.to(path, key);
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
