package org.wardbell.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The committed OpenAPI document as a measure of answers: their status and kind are documented, and
 * their JSON fits its schema and has no field beyond it.
 */
public final class Contract {
  private static final Path FILE = Path.of("..", "docs", "openapi.json");
  private static final String LOCATION = "https://wardbell.example/openapi.json";
  private static final String JSON = "application/json";
  private static final String PROBLEM = "application/problem+json";
  private static final JsonMapper MAPPER = JsonMapper.builder().build();
  private static final Contract COMMITTED = new Contract(MAPPER.readTree(text()));

  private final JsonNode document;
  private final List<Route> routes = new ArrayList<>();
  private final SchemaRegistry registry;
  private final Map<String, Schema> schemas = new ConcurrentHashMap<>();

  private record Route(Pattern pattern, int parameters, JsonNode methods) {}

  private Contract(JsonNode document) {
    this.document = document;
    document
        .path("paths")
        .properties()
        .forEach(
            path ->
                routes.add(
                    new Route(
                        Pattern.compile(path.getKey().replaceAll("\\{[^}]+}", "[^/]+")),
                        (int) path.getKey().chars().filter(each -> each == '{').count(),
                        path.getValue())));
    // webhooks/preview is that, and no webhook's id.
    routes.sort(Comparator.comparingInt(Route::parameters));
    String closed = closed(document).toString();
    this.registry =
        SchemaRegistry.withDefaultDialect(
            SpecificationVersion.DRAFT_2020_12,
            builder ->
                builder
                    .schemas(Map.of(LOCATION, closed))
                    .schemaRegistryConfig(
                        SchemaRegistryConfig.builder()
                            .formatAssertionsEnabled(true)
                            .locale(Locale.ROOT)
                            .build()));
  }

  private static String text() {
    try {
      return Files.readString(FILE);
    } catch (IOException missing) {
      throw new UncheckedIOException(missing);
    }
  }

  /** Clients take further fields; tests do not, because each field has to be described. */
  private static JsonNode closed(JsonNode document) {
    JsonNode copy = document.deepCopy();
    copy.at("/components/schemas")
        .forEach(
            schema -> {
              if (schema.has("properties")) {
                ((ObjectNode) schema).put("additionalProperties", false);
              }
            });
    return copy;
  }

  /** Returns the committed document. */
  public static JsonNode document() {
    return COMMITTED.document;
  }

  /**
   * Demands that an answer is as the document says. Answers of our other routes are only looked at
   * if they are problems.
   */
  public static void requireDocumented(HttpResponse<String> answer) {
    COMMITTED.check(answer);
  }

  private void check(HttpResponse<String> answer) {
    String path = answer.uri().getRawPath();
    String method = answer.request().method();
    String name = method + " " + path + " answered " + answer.statusCode();
    String type = answer.headers().firstValue("content-type").orElse("").replaceAll(";.*", "");
    Optional<JsonNode> operation = operation(method, path);
    if (operation.isEmpty()) {
      if (type.equals(PROBLEM) && path.startsWith("/api/")) {
        fits("Problem", name, answer.body());
      }
      return;
    }
    JsonNode responses = operation.get().path("responses");
    // A mistake of ours is no part of the contract, but its form is; few tests make one.
    String status = answer.statusCode() == 500 ? "default" : Integer.toString(answer.statusCode());
    JsonNode response = responses.path(status);
    assertThat(response.isMissingNode()).as(name + ", which is not documented").isFalse();
    JsonNode content = response.path("content");
    if (content.isEmpty()) {
      assertThat(answer.body()).as(name + " with a body, which is not documented").isEmpty();
      return;
    }
    JsonNode media = content.path(type);
    assertThat(media.isMissingNode()).as(name + " as " + type + ", not documented").isFalse();
    String reference = media.path("schema").path("$ref").asString("");
    if (!reference.isEmpty() && (type.equals(JSON) || type.equals(PROBLEM))) {
      fits(reference.substring(reference.lastIndexOf('/') + 1), name, answer.body());
    }
  }

  private Optional<JsonNode> operation(String method, String path) {
    // A method in small letters is another one (RFC 9110, section 9.1).
    String key =
        method.equals(method.toUpperCase(Locale.ROOT)) ? method.toLowerCase(Locale.ROOT) : "";
    return routes.stream()
        .filter(route -> route.methods().has(key) && route.pattern().matcher(path).matches())
        .map(route -> route.methods().path(key))
        .findFirst();
  }

  private void fits(String schema, String name, String body) {
    assertThat(
            schemas
                .computeIfAbsent(
                    schema,
                    each ->
                        registry.getSchema(
                            SchemaLocation.of(LOCATION + "#/components/schemas/" + each)))
                .validate(body, InputFormat.JSON))
        .as(name + ", which does not fit the schema " + schema + ": " + body)
        .isEmpty();
  }
}
