package org.wardbell.standalone.bench.dashboard;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.wardbell.standalone.bench.environment.BenchmarkException;
import org.wardbell.standalone.bench.environment.ControlClient;
import org.wardbell.standalone.bench.environment.Target;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Somebody who has signed in, and asks as a browser does. */
final class Visit {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final Duration TIMEOUT = Duration.ofSeconds(60);
  private static final String PASSWORD = "seven plain words of a benchmark";
  private static final Pattern ASSET = Pattern.compile("\"(/assets/[^\"]+\\.(?:js|css))\"");
  private static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private final URI server;

  /** The API, asked with the installation's key, for what is to be there before the visit. */
  private final ControlClient api;

  private final String sees;

  /**
   * Bytes of scripts and styles, compressed, by their addresses, which have their content's hash.
   */
  private final Map<String, Integer> assetBytes = new HashMap<>();

  private List<String> cookies = List.of();

  private Visit(Target target, String sees) {
    this.server = URI.create("http://127.0.0.1:" + target.port());
    this.api = new ControlClient("server", target.port(), target.apiKey());
    this.sees = sees;
  }

  /**
   * Makes a person and signs in.
   *
   * @param clinic the only one that the person sees, or null for all
   */
  static Visit begin(Target target, @Nullable UUID clinic) {
    Visit visit = new Visit(target, clinic == null ? "all clinics" : "one clinic");
    String email = "bench-" + UUID.randomUUID() + "@clinic.example";
    Map<String, Object> person =
        new TreeMap<>(Map.of("email", email, "name", "Bench", "role", "ADMIN"));
    person.putAll(clinic == null ? Map.of("installation", true) : Map.of("clinic", clinic));
    String id = visit.post("/api/v1/persons", person).path("id").asString();
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
                        JSON.writeValueAsString(Map.of("email", email, "password", PASSWORD))))
                .build(),
            HttpResponse.BodyHandlers.ofString());
    visit.cookies =
        signedIn.headers().allValues("set-cookie").stream()
            .map(cookie -> cookie.replaceFirst(";.*", ""))
            .toList();
    return visit;
  }

  UUID makeClinic(String name) {
    return UUID.fromString(post("/api/v1/clinics", Map.of("name", name)).path("id").asString());
  }

  UUID makeWebhook(UUID clinic, int number) {
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
    return UUID.fromString(post("/api/v1/webhooks", webhook).path("id").asString());
  }

  /** Returns the id of the first entry of a list. */
  String first(String list) {
    return api.get(list + "&limit=1").path("data").path(0).path("id").asString("");
  }

  URI server() {
    return server;
  }

  /** Returns the cookies of the session, each as {@code name=value}. */
  List<String> cookies() {
    return cookies;
  }

  /** Returns whose rows the person sees, in words. */
  String sees() {
    return sees;
  }

  /** Returns the size of a page's scripts and styles, compressed, in kB. */
  double assets(String path) {
    Set<String> addresses = new LinkedHashSet<>();
    Matcher matcher = ASSET.matcher(page(path));
    while (matcher.find()) {
      addresses.add(matcher.group(1));
    }
    double bytes = 0;
    for (String address : addresses) {
      bytes += assetBytes.computeIfAbsent(address, this::size);
    }
    return bytes / 1024;
  }

  private int size(String asset) {
    HttpRequest request = request(asset).header("Accept-Encoding", "gzip").GET().build();
    return send(request, HttpResponse.BodyHandlers.ofByteArray()).body().length;
  }

  /** Returns a page. */
  String page(String path) {
    HttpRequest request =
        signed(request(path)).timeout(TIMEOUT).header("Accept", "text/html").GET().build();
    return send(request, HttpResponse.BodyHandlers.ofString()).body();
  }

  /** Returns a part of a page that a script fetches again, for a viewer with that address. */
  String part(String path, String address) {
    HttpRequest request =
        signed(request(path))
            .timeout(TIMEOUT)
            .header("Accept", "text/html")
            .header("Wardbell-Background", "true")
            .header("X-Forwarded-For", address)
            .GET()
            .build();
    return send(request, HttpResponse.BodyHandlers.ofString()).body();
  }

  /** Opens the stream of what happens, for a viewer with that address. */
  InputStream watch(String address) {
    HttpRequest request =
        signed(request("/api/v1/live"))
            .header("Accept", "text/event-stream")
            .header("X-Forwarded-For", address)
            .GET()
            .build();
    return send(request, HttpResponse.BodyHandlers.ofInputStream()).body();
  }

  private HttpRequest.Builder signed(HttpRequest.Builder request) {
    return cookies.isEmpty() ? request : request.header("Cookie", String.join("; ", cookies));
  }

  private JsonNode post(String path, Map<String, Object> content) {
    return api.post(path, JSON.valueToTree(content));
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(server.resolve(path));
  }

  private <T> HttpResponse<T> send(HttpRequest request, HttpResponse.BodyHandler<T> handler) {
    try {
      HttpResponse<T> answer = HTTP.send(request, handler);
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
}
