package org.wardbell.standalone.rotation;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The API of a running server, as far as rotations need it. */
final class RunningServer implements AutoCloseable {
  private static final Duration TIMEOUT = Duration.ofMinutes(1);

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final URI server;
  private final String key;

  RunningServer(URI server, String key) {
    this.server = server;
    this.key = key;
  }

  /** An answer that is no success, in words. */
  static final class Refused extends Exception {
    private static final long serialVersionUID = 1;

    Refused(String message) {
      super(message);
    }
  }

  JsonNode begin(String body) throws Refused, InterruptedException {
    return send(
        request("/api/v1/key-rotations")
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body)));
  }

  JsonNode read(String id) throws Refused, InterruptedException {
    return send(request("/api/v1/key-rotations/" + id).GET());
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(server.resolve(path))
        .timeout(TIMEOUT)
        .header("Authorization", "Bearer " + key);
  }

  private JsonNode send(HttpRequest.Builder request) throws Refused, InterruptedException {
    try {
      HttpResponse<String> answer =
          http.send(request.build(), HttpResponse.BodyHandlers.ofString());
      JsonNode json = JsonMapper.shared().readTree(answer.body());
      if (answer.statusCode() >= 300) {
        throw new Refused(
            "the server answers " + answer.statusCode() + ": " + json.path("detail").asString(""));
      }
      return json;
    } catch (IOException | JacksonException e) {
      throw new Refused(
          server + " does not answer as Wardbell does (" + e.getClass().getSimpleName() + ")");
    }
  }

  @Override
  public void close() {
    http.close();
  }
}
