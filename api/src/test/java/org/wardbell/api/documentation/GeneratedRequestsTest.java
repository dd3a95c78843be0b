package org.wardbell.api.documentation;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import org.wardbell.api.ApiServer;
import org.wardbell.api.Call;
import org.wardbell.api.OpenApi;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Requests that are made from the document, fitting ones and spoiled ones. Whatever is sent, the
 * answer is one that the document has (every {@link Call} demands that), and no fault of ours. The
 * server is its own: its keys are revoked, and everybody is signed out.
 *
 * <p>{@code -Dwardbell.seed} makes other requests, {@code -Dwardbell.requests} more of them.
 */
@Tag("servers")
class GeneratedRequestsTest {
  private static final long SEED = Long.getLong("wardbell.seed", 4_711);
  private static final int REQUESTS = Integer.getInteger("wardbell.requests", 25);

  /** Of one operation, so that all of them together end within a minute. */
  private static final Duration LONGEST = Duration.ofMillis(16L * REQUESTS);

  /** They need a worker, and there is none. */
  private static final Set<String> WAITING =
      Set.of("testWebhook", "testAllWebhooks", "startWebhookConsent");

  private static ApiServer server;
  private static GeneratedCaller caller;
  private static GeneratedValues values;
  private static Random random;

  @BeforeAll
  static void start() {
    server = ApiServer.start(Map.of());
    random = new Random(SEED);
    values = new GeneratedValues(random);
    caller = new GeneratedCaller(server.url());
  }

  @AfterAll
  static void stop() {
    server.stop();
  }

  @TestFactory
  Stream<DynamicTest> requests_ofEachOperation_areAnsweredAsDocumented() {
    // First what makes things, so that what reads them finds some.
    List<OpenApi.Operation> operations = new ArrayList<>(OpenApi.shared().operations());
    operations.removeIf(GeneratedRequestsTest::streams);
    operations.sort((one, other) -> rank(one) - rank(other));
    return OpenApi.testEach(operations.stream(), GeneratedRequestsTest::sendMany);
  }

  /** An answer without an end is tested where it is read piece by piece. */
  private static boolean streams(OpenApi.Operation operation) {
    return operation.json().at("/responses/200/content").has("text/event-stream");
  }

  private static int rank(OpenApi.Operation operation) {
    return switch (operation.method()) {
      case "POST" -> operation.path().contains("{") ? 1 : 0;
      case "DELETE" -> operation.path().contains("session") ? 4 : 3;
      default -> 2;
    };
  }

  private static void sendMany(OpenApi.Operation operation) {
    boolean waits = WAITING.contains(operation.json().path("operationId").asString());
    long end = System.nanoTime() + LONGEST.toNanos();
    for (int i = 0; i < (waits ? 1 : REQUESTS) && System.nanoTime() < end; i++) {
      send(operation, i % 2 == 1, waits);
    }
  }

  private static void send(OpenApi.Operation operation, boolean spoiled, boolean waits) {
    Call call = caller.call(operation, path(operation) + query(operation));
    for (String header : operation.parameters("header")) {
      if (random.nextInt(3) == 0) {
        call.header(header, random.nextBoolean() ? "1" : "\"a b\"");
      }
    }
    String body = body(operation, spoiled);
    if (body != null) {
      call.header("Content-Type", random.nextInt(20) == 0 ? "text/plain" : "application/json");
    }
    if (random.nextInt(20) == 0) {
      call.header("Accept", "image/png");
    }
    Call.Answer answer = call.send(operation.method(), body);
    assertThat(answer.status())
        .as("seed %d: %s with %s answered %s", SEED, operation, body, answer.text())
        .matches(status -> status < 500 || (waits && status == 503));
    if (answer.status() == 201) {
      values.remember(answer.json().path("id").asString(""));
    }
  }

  private static String path(OpenApi.Operation operation) {
    String id =
        switch (random.nextInt(12)) {
          case 0 -> encoded(values.text());
          case 1 -> "x";
          default ->
              operation.path().contains("{type}")
                  ? "appointment.booked"
                  : operation.path().startsWith("/api/v1/presets") ? "slack" : values.id();
        };
    return operation.filled(id.isEmpty() ? "x" : id);
  }

  private static String query(OpenApi.Operation operation) {
    List<String> pairs = new ArrayList<>();
    for (JsonNode parameter : operation.json().path("parameters")) {
      if (parameter.path("in").asString().equals("query")
          && (parameter.path("required").asBoolean(false) || random.nextInt(4) == 0)) {
        JsonNode value = values.fitting(parameter.path("schema"));
        String name = parameter.path("name").asString();
        pairs.add(name + "=" + encoded(random.nextInt(6) == 0 ? values.text() : value.asString()));
      }
    }
    if (random.nextInt(15) == 0) {
      pairs.add("no_such_filter=1");
    }
    return pairs.isEmpty() ? "" : "?" + String.join("&", pairs);
  }

  private static String body(OpenApi.Operation operation, boolean spoiled) {
    if (!operation.takesBody()) {
      return null;
    }
    JsonNode body =
        values.fitting(operation.json().at("/requestBody/content/application~1json/schema"));
    if (spoiled && body instanceof ObjectNode object) {
      values.spoil(object);
    }
    String text = body.toString();
    return spoiled && random.nextInt(10) == 0 ? text.substring(text.length() / 2) : text;
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
