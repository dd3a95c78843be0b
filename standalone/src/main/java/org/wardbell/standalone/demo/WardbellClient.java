package org.wardbell.standalone.demo;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A client as a clinic's own program would be: it knows an address, a key and the API reference,
 * and nothing else.
 */
final class WardbellClient implements AutoCloseable {
  private static final Duration TIMEOUT = Duration.ofSeconds(20);
  private static final JsonMapper JSON = JsonMapper.shared();

  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(TIMEOUT)
          .proxy(HttpClient.Builder.NO_PROXY)
          .build();
  private final URI api;
  private final String key;

  WardbellClient(URI server, String key) {
    this.api = URI.create(server + "/api/v1/");
    this.key = key;
  }

  /** Posts JSON and expects that status. */
  JsonNode post(String step, String path, Object body, int status) {
    return send(
        step,
        request(path)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(body)))
            .build(),
        status);
  }

  /** Reads a resource. */
  JsonNode get(String step, String path) {
    return send(step, request(path).GET().build(), 200);
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(api.resolve(path))
        .timeout(TIMEOUT)
        .header("Authorization", "Bearer " + key);
  }

  private JsonNode send(String step, HttpRequest request, int expected) {
    String call = request.method() + " " + request.uri();
    try {
      HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
      if (answer.statusCode() != expected) {
        throw new StepFailed(
            step,
            expected + " from " + call,
            "the answer was " + answer.statusCode() + " " + answer.body());
      }
      return JSON.readTree(answer.body());
    } catch (IOException | JacksonException e) {
      throw new StepFailed(step, "JSON from " + call, "there was " + e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StepFailed(step, "an answer from " + call, "the demo was interrupted");
    }
  }

  @Override
  public void close() {
    http.close();
  }
}
