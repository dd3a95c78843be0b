package org.wardbell.api;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.Flow;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** One HTTP request and its answer, which is as the OpenAPI document says, for tests. */
public final class Call {
  private static final HttpClient CLIENT =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final Duration TIMEOUT = Duration.ofSeconds(30);

  private final HttpRequest.Builder request;

  private Call(URI url) {
    this.request = HttpRequest.newBuilder(url).timeout(TIMEOUT);
  }

  /** Returns a request to the shared server with the administrator's key. */
  public static Call to(String path) {
    return to(path, ApiServer.ADMINISTRATOR_KEY);
  }

  /** Returns a request to the shared server with that key. */
  public static Call to(String path, String key) {
    return anonymous(path).header("Authorization", "Bearer " + key);
  }

  /** Returns a request to the shared server without a key. */
  public static Call anonymous(String path) {
    return new Call(ApiServer.shared().url().resolve(path));
  }

  /** Returns a request to some server, without a key. */
  public static Call at(URI url) {
    return new Call(url);
  }

  public Call header(String name, String value) {
    request.setHeader(name, value);
    return this;
  }

  public Answer get() {
    return send("GET", (String) null);
  }

  public Answer delete() {
    return send("DELETE", (String) null);
  }

  public Answer post(String body) {
    return header("Content-Type", "application/json").send("POST", body);
  }

  public Answer put(String body) {
    return header("Content-Type", "application/json").send("PUT", body);
  }

  public Answer patch(String body) {
    return header("Content-Type", "application/json").send("PATCH", body);
  }

  public Answer send(String method, String body) {
    return send(
        method,
        body == null
            ? HttpRequest.BodyPublishers.noBody()
            : HttpRequest.BodyPublishers.ofString(body));
  }

  /** Bytes that need not be text. */
  public Answer send(String method, byte[] body) {
    return send(method, HttpRequest.BodyPublishers.ofByteArray(body));
  }

  /** Sends without saying how many bytes will come. */
  public Answer sendChunked(String method, byte[] body) {
    return send(
        method, HttpRequest.BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body)));
  }

  /** Sends the headers at once, and the body as it comes; a stream would hold the headers back. */
  public Answer sendChunked(String method, Flow.Publisher<ByteBuffer> body) {
    return send(method, HttpRequest.BodyPublishers.fromPublisher(body));
  }

  private Answer send(String method, HttpRequest.BodyPublisher body) {
    request.method(method, body);
    try {
      HttpResponse<String> answer =
          CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString());
      Contract.requireDocumented(answer);
      return new Answer(answer);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** An answer. */
  public record Answer(HttpResponse<String> response) {
    public int status() {
      return response.statusCode();
    }

    public String text() {
      return response.body();
    }

    public JsonNode json() {
      return JSON.readTree(response.body());
    }

    public String header(String name) {
      return response.headers().firstValue(name).orElse("");
    }

    /** Returns the first error's field, or nothing. */
    public String field() {
      return json().path("errors").path(0).path("field").asString("");
    }
  }
}
