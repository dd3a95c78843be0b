package org.wardbell.standalone.bench.environment;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Locale;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Plain HTTP to one process on loopback, for everything that is not measured. */
public final class ControlClient {
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);
  private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(30);
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final HttpClient HTTP =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(CONNECT_TIMEOUT)
          .build();

  private final String name;
  private final String url;
  private final String apiKey;

  /**
   * Creates a client of one process.
   *
   * @param name of the process, for messages
   * @param apiKey sent as bearer key; empty to send none
   */
  public ControlClient(String name, int port, String apiKey) {
    this.name = name;
    this.url = "http://127.0.0.1:" + port;
    this.apiKey = apiKey;
  }

  /** Returns whether this GET is answered 200 now. */
  boolean isUp(String path) {
    try {
      return HTTP.send(request(path).GET().build(), BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  public JsonNode get(String path) {
    return JSON.readTree(send(request(path).GET().build(), BodyHandlers.ofString()));
  }

  public JsonNode post(String path, JsonNode body) {
    return JSON.readTree(
        send(
            request(path)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body.toString()))
                .build(),
            BodyHandlers.ofString()));
  }

  public void put(String path, JsonNode body) {
    send(
        request(path)
            .header("Content-Type", "application/json")
            .PUT(BodyPublishers.ofString(body.toString()))
            .build(),
        BodyHandlers.ofString());
  }

  public void delete(String path) {
    send(request(path).DELETE().build(), BodyHandlers.ofString());
  }

  /** Returns the answer's body as it comes; the caller closes it. */
  InputStream stream(String path) {
    return send(request(path).GET().build(), BodyHandlers.ofInputStream());
  }

  private HttpRequest.Builder request(String path) {
    HttpRequest.Builder builder =
        HttpRequest.newBuilder(URI.create(url + path)).timeout(ANSWER_TIMEOUT);
    return apiKey.isEmpty() ? builder : builder.header("Authorization", "Bearer " + apiKey);
  }

  private <T> T send(HttpRequest request, HttpResponse.BodyHandler<T> handler) {
    String what = "%s %s".formatted(request.method(), request.uri().getPath());
    try {
      HttpResponse<T> response = HTTP.send(request, handler);
      if (response.statusCode() / 100 != 2) {
        throw new BenchmarkException(
            "The %s answered %d to %s: %s"
                .formatted(name, response.statusCode(), what, String.valueOf(response.body())));
      }
      return response.body();
    } catch (IOException e) {
      throw new BenchmarkException(
          String.format(Locale.ROOT, "The %s does not answer %s: %s", name, what, e), e);
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  private static BenchmarkException interrupted(InterruptedException e) {
    Thread.currentThread().interrupt();
    return new BenchmarkException("Interrupted.", e);
  }
}
