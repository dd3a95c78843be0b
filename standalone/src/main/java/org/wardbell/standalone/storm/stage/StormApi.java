package org.wardbell.standalone.storm.stage;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.wardbell.standalone.bench.environment.BenchmarkException;
import org.wardbell.standalone.bench.environment.Deadline;
import org.wardbell.standalone.storm.fault.Pauses;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/**
 * A client of the public API, as a clinic's own program is one. A patient one sends a request
 * again, under the same idempotency key, until it has an answer.
 */
public final class StormApi {
  private static final Duration TIMEOUT = Duration.ofSeconds(30);
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final HttpClient HTTP =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(5))
          .proxy(HttpClient.Builder.NO_PROXY)
          .build();

  /** Before the same request is sent again. */
  private static final Duration PAUSE = Duration.ofMillis(300);

  private final URI server;
  private final String key;
  private final Duration patience;

  StormApi(int port, String key) {
    this(URI.create("http://127.0.0.1:" + port + "/api/v1/"), key, Duration.ZERO);
  }

  private StormApi(URI server, String key, Duration patience) {
    this.server = server;
    this.key = key;
    this.patience = patience;
  }

  /** Returns a client that sends each request again for so long. */
  public StormApi patient(Duration limit) {
    return new StormApi(server, key, limit);
  }

  /**
   * An answer.
   *
   * @param json a missing node if there is no body
   * @param later whether it says when to send the request again
   */
  public record Answer(int status, JsonNode json, boolean later) {
    public boolean isSuccess() {
      return status / 100 == 2;
    }

    /** Returns whether the same request may be answered otherwise a little later. */
    public boolean mayChange() {
      return status >= 500 || status == 429 || (status == 409 && later);
    }

    /** Requires that it worked. */
    public void required() {
      if (!isSuccess()) {
        throw new BenchmarkException("The api answered " + status + ": " + json, null);
      }
    }
  }

  /** Returns whether a process on this machine says that it is ready. */
  public static boolean isReady(int port) {
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

  public Answer get(String path) {
    return send("GET", path, null);
  }

  public Answer post(String path, @Nullable Object body) {
    return send("POST", path, body);
  }

  public Answer put(String path, Object body) {
    return send("PUT", path, body);
  }

  public Answer delete(String path) {
    return send("DELETE", path, null);
  }

  /** Makes something that has to succeed; returns its id. */
  public String made(String path, Object body) {
    Answer answer = post(path, body);
    if (!answer.isSuccess()) {
      throw new BenchmarkException(
          "The api answered " + answer.status() + " to POST " + path + ": " + answer.json(), null);
    }
    return answer.json().path("id").asString();
  }

  public Answer patch(String path, Object body) {
    return send("PATCH", path, body);
  }

  /**
   * Returns a text that is no JSON.
   *
   * @param path from the server's root
   */
  public String text(String path) {
    HttpRequest request =
        HttpRequest.newBuilder(server.resolve(path))
            .timeout(TIMEOUT)
            .header("Authorization", "Bearer " + key)
            .build();
    try {
      HttpResponse<String> answer = HTTP.send(request, BodyHandlers.ofString());
      if (answer.statusCode() != 200) {
        throw new BenchmarkException(path + " is answered " + answer.statusCode());
      }
      return answer.body();
    } catch (IOException e) {
      throw new BenchmarkException("Nobody answers " + path, e);
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  /** Posts once under an idempotency key; empty if nobody answers. */
  public Optional<Answer> postOnce(String path, Object body, String idempotencyKey) {
    try {
      return Optional.of(exchange("POST", path, body, idempotencyKey));
    } catch (IOException unanswered) {
      return Optional.empty();
    }
  }

  private Answer send(String method, String path, @Nullable Object body) {
    Deadline deadline = Deadline.in(patience);
    String once =
        patience.isPositive() && method.equals("POST") ? UUID.randomUUID().toString() : null;
    while (true) {
      try {
        Answer answer = exchange(method, path, body, once);
        if (!answer.mayChange() || deadline.isOver()) {
          return answer;
        }
      } catch (IOException e) {
        if (deadline.isOver()) {
          throw new BenchmarkException("The api does not answer " + method + " " + path, e);
        }
      }
      Pauses.of(PAUSE);
    }
  }

  private Answer exchange(
      String method, String path, @Nullable Object body, @Nullable String idempotencyKey)
      throws IOException {
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
    if (idempotencyKey != null) {
      request.header("Idempotency-Key", idempotencyKey);
    }
    try {
      HttpResponse<String> answer = HTTP.send(request.build(), BodyHandlers.ofString());
      return new Answer(
          answer.statusCode(),
          answer.body().isEmpty() ? MissingNode.getInstance() : JSON.readTree(answer.body()),
          answer.headers().firstValue("Retry-After").isPresent());
    } catch (JacksonException cutOff) {
      throw new IOException("no JSON", cutOff);
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  private static BenchmarkException interrupted(InterruptedException e) {
    Thread.currentThread().interrupt();
    return new BenchmarkException("Interrupted.", e);
  }
}
