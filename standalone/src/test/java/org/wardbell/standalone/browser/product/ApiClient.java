package org.wardbell.standalone.browser.product;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A client of the REST API with one key. Each method fails if the answer is no success.
 *
 * @param server the address, without a slash at the end
 * @param key the API key, or nothing for requests without one
 */
public record ApiClient(URI server, String key) {
  private static final HttpClient HTTP =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .proxy(HttpClient.Builder.NO_PROXY)
          .build();

  /** A busy machine may take long; nothing that works takes this long. */
  private static final Duration TIMEOUT = Duration.ofMinutes(1);

  private static final Duration PAUSE = Duration.ofSeconds(1);
  private static final int BUSY = 503;

  /** Returns what is at a path below {@code /api/v1}. */
  public JsonNode get(String path) {
    return send("GET", path, null);
  }

  public JsonNode post(String path, Object body) {
    return send("POST", path, body);
  }

  public JsonNode put(String path, Object body) {
    return send("PUT", path, body);
  }

  public JsonNode patch(String path, Object body) {
    return send("PATCH", path, body);
  }

  public void delete(String path) {
    send("DELETE", path, null);
  }

  /** Makes a webhook with these settings; returns it, with its secret. */
  public JsonNode webhook(Map<String, Object> settings) {
    return post("/webhooks", settings);
  }

  /** Posts an event; returns what was accepted. */
  public JsonNode event(String type, Object data) {
    return post("/events", Map.of("type", type, "data", data));
  }

  private JsonNode send(String method, String path, Object body) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(server.resolve("/api/v1" + path)).timeout(TIMEOUT);
    if (!key.isEmpty()) {
      request.header("Authorization", "Bearer " + key);
    }
    if (body == null) {
      request.method(method, BodyPublishers.noBody());
    } else {
      request
          .header("Content-Type", "application/json")
          .method(method, BodyPublishers.ofString(JsonMapper.shared().writeValueAsString(body)));
    }
    try {
      HttpResponse<String> answer = answered(request.build());
      if (answer.statusCode() / 100 != 2) {
        throw new AssertionError(
            method + " " + path + " was answered " + answer.statusCode() + ": " + answer.body());
      }
      return answer.body().isEmpty()
          ? JsonMapper.shared().createObjectNode()
          : JsonMapper.shared().readTree(answer.body());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Asks again while the server says that it is busy, as it may on a machine that is. */
  private static HttpResponse<String> answered(HttpRequest request)
      throws IOException, InterruptedException {
    long end = System.nanoTime() + TIMEOUT.toNanos();
    while (true) {
      HttpResponse<String> answer = HTTP.send(request, BodyHandlers.ofString());
      if (answer.statusCode() != BUSY || System.nanoTime() > end) {
        return answer;
      }
      Thread.sleep(PAUSE);
    }
  }
}
