package org.wardbell.standalone.bench.dashboard;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.wardbell.standalone.bench.environment.BenchmarkException;
import org.wardbell.standalone.bench.environment.ControlClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Somebody who has signed in, and asks as a browser does. */
final class Visit implements AutoCloseable {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final Duration TIMEOUT = Duration.ofSeconds(60);
  private static final int NOT_COUNTED = 5;
  private static final String EMAIL = "bench@clinic.example";
  private static final String PASSWORD = "seven plain words of a benchmark";
  private static final Pattern ASSET = Pattern.compile("\"(/assets/[^\"]+\\.(?:js|css))\"");

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final URI server;

  /** The API, asked with the installation's key, for what is to be there before the visit. */
  private final ControlClient api;

  private @Nullable String cookies;

  private Visit(URI server, String key) {
    this.server = server;
    this.api = new ControlClient("server", server.getPort(), key);
  }

  /** Makes a person and signs in. */
  static Visit begin(URI server, String key) {
    Visit visit = new Visit(server, key);
    String id =
        visit
            .post(
                "/api/v1/persons",
                Map.of("email", EMAIL, "name", "Bench", "role", "ADMIN", "installation", true))
            .path("id")
            .asString();
    String token =
        visit.post("/api/v1/persons/" + id + "/password-link", Map.of()).path("token").asString();
    visit.post("/api/v1/passwords", Map.of("token", token, "password", PASSWORD));
    HttpResponse<String> signedIn =
        visit.send(
            visit
                .request("/api/v1/session")
                .header("Content-Type", "application/json")
                .POST(
                    HttpRequest.BodyPublishers.ofString(
                        JSON.writeValueAsString(Map.of("email", EMAIL, "password", PASSWORD))))
                .build());
    visit.cookies =
        signedIn.headers().allValues("set-cookie").stream()
            .map(cookie -> cookie.replaceFirst(";.*", ""))
            .collect(Collectors.joining("; "));
    return visit;
  }

  UUID clinic() {
    return UUID.fromString(
        post("/api/v1/clinics", Map.of("name", "Clinic of the benchmark")).path("id").asString());
  }

  List<UUID> webhooks(UUID clinic, int count) {
    List<UUID> made = new ArrayList<>();
    for (int number = 1; number <= count; number++) {
      Map<String, Object> webhook =
          Map.of(
              "clinic",
              clinic.toString(),
              "name",
              "Receiver " + number,
              "url",
              "https://receiver-" + number + ".clinic.example/hooks",
              "events",
              List.of("appointment.*"));
      made.add(UUID.fromString(post("/api/v1/webhooks", webhook).path("id").asString()));
    }
    return made;
  }

  /** Returns the id of the first entry of a list. */
  String first(String list) {
    return api.get(list + "&limit=1").path("data").path(0).path("id").asString("");
  }

  /** Loads a page again and again. */
  PageTimes load(String path, int times) {
    List<Double> millis = new ArrayList<>();
    int bytes = 0;
    for (int i = -NOT_COUNTED; i < times; i++) {
      long began = System.nanoTime();
      bytes = page(path).length();
      if (i >= 0) {
        millis.add((System.nanoTime() - began) / 1e6);
      }
    }
    return new PageTimes(millis, bytes);
  }

  /** Returns the size of the overview's scripts and styles, compressed, in kB. */
  double assets() {
    Set<String> addresses = new LinkedHashSet<>();
    Matcher matcher = ASSET.matcher(page("/"));
    while (matcher.find()) {
      addresses.add(matcher.group(1));
    }
    double bytes = 0;
    for (String address : addresses) {
      HttpRequest request = request(address).header("Accept-Encoding", "gzip").GET().build();
      bytes += send(request, HttpResponse.BodyHandlers.ofByteArray()).body().length;
    }
    return bytes / 1024;
  }

  private String page(String path) {
    HttpRequest.Builder request = request(path).header("Accept", "text/html");
    if (cookies != null) {
      request.header("Cookie", cookies);
    }
    return send(request.GET().build()).body();
  }

  private JsonNode post(String path, Map<String, Object> content) {
    return api.post(path, JSON.valueToTree(content));
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(server.resolve(path)).timeout(TIMEOUT);
  }

  private HttpResponse<String> send(HttpRequest request) {
    return send(request, HttpResponse.BodyHandlers.ofString());
  }

  private <T> HttpResponse<T> send(HttpRequest request, HttpResponse.BodyHandler<T> handler) {
    try {
      HttpResponse<T> answer = http.send(request, handler);
      if (answer.statusCode() / 100 != 2) {
        throw new BenchmarkException(
            request.method()
                + " "
                + request.uri().getPath()
                + " was answered "
                + answer.statusCode());
      }
      return answer;
    } catch (IOException e) {
      throw new BenchmarkException("The server does not answer: " + e, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new BenchmarkException("Interrupted.", e);
    }
  }

  @Override
  public void close() {
    http.close();
  }
}
