package org.wardbell.standalone.endtoend;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A client of the public API. */
final class TestApi {
  /** Long enough for {@code WARDBELL_ADMIN_KEY}; a test's, not a secret. */
  static final String KEY = "administrator-key-of-the-tests-0123456789";

  private static final JsonMapper JSON = JsonMapper.shared();
  private static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private static final Duration TIMEOUT = Duration.ofSeconds(30);

  private final URI server;
  private final String key;

  TestApi(URI server) {
    this(server, KEY);
  }

  /** Creates a client with another key. */
  TestApi(URI server, String key) {
    this.server = server;
    this.key = key;
  }

  /** An answer. */
  record Answer(int status, String contentType, String text) {
    JsonNode json() {
      return JSON.readTree(text);
    }
  }

  Answer get(String path) throws IOException {
    return send(request(path).GET().build());
  }

  Answer post(String path, Object body) throws IOException {
    return send(
        request(path)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(body)))
            .build());
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(server.resolve(path))
        .timeout(TIMEOUT)
        .header("Authorization", "Bearer " + key);
  }

  private static Answer send(HttpRequest request) throws IOException {
    try {
      HttpResponse<String> answer = HTTP.send(request, HttpResponse.BodyHandlers.ofString());
      return new Answer(
          answer.statusCode(),
          answer.headers().firstValue("content-type").orElse(""),
          answer.body());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }

  /**
   * Makes a webhook for every event of a test; failed requests are soon repeated. Without a
   * circuit: a receiver that fails each delivery once would open it, and its probes take minutes.
   */
  TestWebhook webhook(String name, String url, Duration timeout) throws IOException {
    Answer made =
        post(
            "/api/v1/webhooks",
            Map.of(
                "name",
                name,
                "url",
                url,
                "events",
                List.of("patient.*"),
                "timeout_seconds",
                timeout.toSeconds(),
                "circuit_breaker",
                false,
                "retry",
                Map.of("schedule_seconds", List.of(0, 1, 1, 2, 2, 2))));
    if (made.status() != 201) {
      throw new AssertionError("No webhook: " + made);
    }
    return new TestWebhook(
        UUID.fromString(made.json().path("id").asString()),
        URI.create(url).getPath(),
        made.json().path("signing_secret").asString());
  }

  /** Posts an event under an idempotency key. */
  Answer event(String key) throws IOException {
    return post(
        "/api/v1/events",
        Map.of(
            "id",
            key,
            "type",
            "patient.registered",
            "subject",
            "patient/" + key,
            "data",
            Map.of("patient_id", key)));
  }
}
