package org.wardbell.standalone.storm;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.wardbell.standalone.bench.environment.BenchmarkException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/** A client of the public API, as a clinic's own program is one. */
final class StormApi {
  private static final Duration TIMEOUT = Duration.ofSeconds(30);
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final HttpClient HTTP =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(5))
          .proxy(HttpClient.Builder.NO_PROXY)
          .build();

  private final URI server;
  private final String key;

  StormApi(int port, String key) {
    this.server = URI.create("http://127.0.0.1:" + port + "/api/v1/");
    this.key = key;
  }

  /**
   * An answer.
   *
   * @param json a missing node if there is no body
   */
  record Answer(int status, JsonNode json) {
    boolean isSuccess() {
      return status / 100 == 2;
    }

    /** Requires that it worked. */
    void required() {
      if (!isSuccess()) {
        throw new BenchmarkException("The api answered " + status + ": " + json, null);
      }
    }
  }

  /** Returns whether a process on this machine says that it is ready. */
  static boolean isReady(int port) {
    HttpRequest request =
        HttpRequest.newBuilder(
                URI.create("http://127.0.0.1:" + port + "/actuator/health/readiness"))
            .timeout(TIMEOUT)
            .build();
    try {
      return HTTP.send(request, BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException notYet) {
      return false;
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  Answer get(String path) {
    return send("GET", path, null);
  }

  Answer post(String path, @Nullable Object body) {
    return send("POST", path, body);
  }

  Answer put(String path, Object body) {
    return send("PUT", path, body);
  }

  Answer delete(String path) {
    return send("DELETE", path, null);
  }

  /** Makes something that has to succeed; returns its id. */
  String made(String path, Object body) {
    Answer answer = post(path, body);
    if (!answer.isSuccess()) {
      throw new BenchmarkException(
          "The api answered " + answer.status() + " to POST " + path + ": " + answer.json(), null);
    }
    return answer.json().path("id").asString();
  }

  private Answer send(String method, String path, @Nullable Object body) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(server.resolve(path))
            .timeout(TIMEOUT)
            .header("Authorization", "Bearer " + key)
            .method(
                method,
                body == null
                    ? BodyPublishers.noBody()
                    : BodyPublishers.ofString(JSON.writeValueAsString(body)));
    if (body != null) {
      request.header("Content-Type", "application/json");
    }
    try {
      HttpResponse<String> answer = HTTP.send(request.build(), BodyHandlers.ofString());
      return new Answer(
          answer.statusCode(),
          answer.body().isEmpty() ? MissingNode.getInstance() : JSON.readTree(answer.body()));
    } catch (IOException e) {
      throw new BenchmarkException("The api does not answer " + method + " " + path, e);
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  private static BenchmarkException interrupted(InterruptedException e) {
    Thread.currentThread().interrupt();
    return new BenchmarkException("Interrupted.", e);
  }
}
