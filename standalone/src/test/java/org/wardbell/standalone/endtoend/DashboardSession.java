package org.wardbell.standalone.endtoend;

import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import tools.jackson.databind.json.JsonMapper;

/** An administrator of the installation who is signed in and looks at pages, without scripts. */
final class DashboardSession {
  private static final String PASSWORD = "seven plain words of a test";
  private static final Duration TIMEOUT = Duration.ofMinutes(1);

  private final URI server;
  private final HttpClient browser =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .cookieHandler(new CookieManager())
          .build();
  private String token = "";

  private DashboardSession(URI server) {
    this.server = server;
  }

  /** Makes somebody, and signs them in. */
  static DashboardSession of(URI server, TestApi api) throws IOException {
    String email = "person-" + UUID.randomUUID() + "@clinic.example";
    String id =
        api.post(
                "/api/v1/persons",
                Map.of("email", email, "name", "Ann", "role", "ADMIN", "installation", true))
            .json()
            .path("id")
            .asString();
    String link =
        api.post("/api/v1/persons/" + id + "/password-link", Map.of())
            .json()
            .path("token")
            .asString();
    api.post("/api/v1/passwords", Map.of("token", link, "password", PASSWORD));
    DashboardSession session = new DashboardSession(server);
    TestApi.Answer begun =
        session.send(
            "/api/v1/session",
            "application/json",
            JsonMapper.shared().writeValueAsString(Map.of("email", email, "password", PASSWORD)));
    session.token = begun.json().path("csrf_token").asString();
    return session;
  }

  /** Returns a page. */
  TestApi.Answer open(String path) throws IOException {
    return send(HttpRequest.newBuilder(server.resolve(path)).GET());
  }

  /** Sends a form of the session. */
  TestApi.Answer submit(String path, Map<String, String> fields) throws IOException {
    String body =
        fields.entrySet().stream()
            .map(field -> field.getKey() + "=" + encoded(field.getValue()))
            .collect(Collectors.joining("&", "", "&csrf=" + encoded(token)));
    return send(path, "application/x-www-form-urlencoded", body);
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private TestApi.Answer send(String path, String type, String body) throws IOException {
    return send(
        HttpRequest.newBuilder(server.resolve(path))
            .header("Content-Type", type)
            .header("Sec-Fetch-Site", "same-origin")
            .POST(HttpRequest.BodyPublishers.ofString(body)));
  }

  private TestApi.Answer send(HttpRequest.Builder request) throws IOException {
    try {
      HttpResponse<String> answer =
          browser.send(request.timeout(TIMEOUT).build(), HttpResponse.BodyHandlers.ofString());
      return new TestApi.Answer(
          answer.statusCode(),
          answer.headers().firstValue("content-type").orElse(""),
          answer.body());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }
}
