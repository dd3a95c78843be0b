package org.wardbell.api.calendar;

import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.wardbell.api.ApiServer;
import org.wardbell.api.Call;

/** The base of tests that need a server with a public address and an OAuth client. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class ConnectingServer {
  static final String DOCTOR = "{\"doctor_id\":\"17\"}";
  static final String ORIGIN = "https://wardbell.example";

  ApiServer server;
  String clinic;
  String key;
  String otherKey;

  @BeforeAll
  void start() {
    server =
        ApiServer.start(
            Map.of(
                "wardbell.public-url",
                ORIGIN + "/base/",
                "wardbell.google.client-id",
                "our-client",
                "wardbell.google.client-secret",
                "our-secret"));
    clinic = made("/api/v1/clinics", "{\"name\":\"north\"}", "id");
    key = keyOf(clinic);
    otherKey = keyOf(made("/api/v1/clinics", "{\"name\":\"south\"}", "id"));
  }

  @AfterAll
  void stop() {
    server.stop();
  }

  private String keyOf(String clinicId) {
    return made(
        "/api/v1/keys",
        "{\"name\":\"k\",\"role\":\"ADMIN\",\"clinic\":\"%s\"}".formatted(clinicId),
        "key");
  }

  private String made(String path, String body, String field) {
    Call.Answer answer = to(path, installationKey()).post(body);
    if (answer.status() != 201) {
      throw new AssertionError(answer.text());
    }
    return answer.json().path(field).asString();
  }

  static String installationKey() {
    return ApiServer.ADMINISTRATOR_KEY;
  }

  Call to(String path, String withKey) {
    return Call.at(at(path)).header("Authorization", "Bearer " + withKey);
  }

  URI at(String path) {
    return server.url().resolve(path);
  }

  Call.Answer begin(String withKey, String body) {
    return to("/api/v1/calendars/connections", withKey).post(body);
  }
}
