package org.wardbell.api;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The OpenAPI document of the running server, for tests that are made from it. */
public final class OpenApi {
  private static final String SOME_ID = "0198c0de-0000-7000-8000-000000000000";
  private static final JsonMapper JSON = JsonMapper.builder().build();

  /** Nested deeper than this a request repeats itself. */
  private static final int DEEPEST = 4;

  private static final class Shared {
    private static final OpenApi INSTANCE =
        new OpenApi(Call.anonymous("/api/openapi.json").get().json());
  }

  private final JsonNode document;

  private OpenApi(JsonNode document) {
    this.document = document;
  }

  /** Returns the document of the shared server. */
  public static OpenApi shared() {
    return Shared.INSTANCE;
  }

  /** Returns the whole document. */
  public JsonNode document() {
    return document;
  }

  /** One method on one path. */
  public record Operation(String method, String path, JsonNode json) {
    /** Returns the path with ids that no row has. */
    public String filled() {
      return filled(SOME_ID);
    }

    /** Returns the path with that in the place of each id. */
    public String filled(String id) {
      return path.replaceAll("\\{[^}]+}", Matcher.quoteReplacement(id));
    }

    /** Returns a request with a JSON body, on the path with ids that no row has. */
    public Call withJson() {
      return call(filled()).header("Content-Type", "application/json");
    }

    /** Returns whether it is for people who signed in, and not for keys. */
    public boolean isForPeople() {
      JsonNode security = json.path("security");
      return security.size() == 1 && security.get(0).has("session");
    }

    /** Returns a request on that path, of somebody who may make it. */
    public Call call(String path) {
      return isForPeople() ? People.administrator().to(path) : Call.to(path);
    }

    /** Returns whether a JSON body belongs to it. */
    public boolean takesBody() {
      return json.path("requestBody").path("content").has("application/json");
    }

    /** Names of its parameters in that place: query, path, header. */
    public List<String> parameters(String place) {
      List<String> names = new ArrayList<>();
      for (JsonNode parameter : json.path("parameters")) {
        if (parameter.path("in").asString().equals(place)) {
          names.add(parameter.path("name").asString());
        }
      }
      return names;
    }

    @Override
    public String toString() {
      return method + " " + path;
    }
  }

  /** Returns all operations. */
  public List<Operation> operations() {
    List<Operation> operations = new ArrayList<>();
    document
        .path("paths")
        .properties()
        .forEach(
            path ->
                path.getValue()
                    .properties()
                    .forEach(
                        method ->
                            operations.add(
                                new Operation(
                                    method.getKey().toUpperCase(Locale.ROOT),
                                    path.getKey(),
                                    method.getValue()))));
    return operations;
  }

  /** Returns the schema of an operation's body, its reference followed. */
  public JsonNode body(Operation operation) {
    return resolved(operation.json().at("/requestBody/content/application~1json/schema"));
  }

  /** Returns a body with every field that the schema has an example for, and those within. */
  public ObjectNode example(Operation operation) {
    return object(body(operation), DEEPEST);
  }

  /** Calls with every object of such a body and each of its fields; one may be changed there. */
  public void fields(Operation operation, Consumer<Field> visitor) {
    ObjectNode example = example(operation);
    visit("", example, example, visitor);
  }

  /**
   * A field within a body.
   *
   * @param path its name as errors give it
   */
  public record Field(String path, ObjectNode whole, ObjectNode parent, String name) {}

  private static void visit(
      String prefix, ObjectNode whole, ObjectNode parent, Consumer<Field> visitor) {
    for (String name : List.copyOf(parent.propertyNames())) {
      visitor.accept(new Field(prefix + name, whole, parent, name));
      JsonNode value = parent.path(name);
      if (value instanceof ObjectNode object) {
        visit(prefix + name + ".", whole, object, visitor);
      } else if (value instanceof ArrayNode array
          && array.size() > 0
          && array.get(0) instanceof ObjectNode first) {
        visit(prefix + name + "[0].", whole, first, visitor);
      }
    }
  }

  /** Returns the schema behind a reference, also where null is allowed beside it. */
  private JsonNode resolved(JsonNode schema) {
    JsonNode something = schema.has("anyOf") ? schema.path("anyOf").path(0) : schema;
    String reference = something.path("$ref").asString("");
    return reference.isEmpty() ? schema : document.at(reference.substring(1));
  }

  private ObjectNode object(JsonNode schema, int depth) {
    ObjectNode object = JsonNodeFactory.instance.objectNode();
    schema
        .path("properties")
        .properties()
        .forEach(
            property -> {
              JsonNode value = value(resolved(property.getValue()), depth);
              if (value != null) {
                object.set(property.getKey(), value);
              }
            });
    return object;
  }

  private JsonNode value(JsonNode schema, int depth) {
    if (schema.has("example")) {
      JsonNode example = schema.path("example");
      // Examples of lists and objects are written as text where annotations made them.
      return example.isString() && !isText(schema)
          ? parsed(example.asString())
          : example.deepCopy();
    }
    if (depth > 0 && schema.has("properties")) {
      return object(schema, depth - 1);
    }
    if (depth > 0 && schema.path("items").has("$ref")) {
      return JsonNodeFactory.instance
          .arrayNode()
          .add(object(resolved(schema.path("items")), depth - 1));
    }
    return null;
  }

  private static boolean isText(JsonNode schema) {
    JsonNode type =
        schema.path("type").isArray() ? schema.path("type").get(0) : schema.path("type");
    return type.asString("string").equals("string");
  }

  private static JsonNode parsed(String text) {
    try {
      return JSON.readTree(text);
    } catch (RuntimeException notJson) {
      return JsonNodeFactory.instance.stringNode(text);
    }
  }

  /** Operations that take a body. */
  public Stream<Operation> withBody() {
    return operations().stream().filter(Operation::takesBody);
  }

  /** Returns one test of each of these operations. */
  public static Stream<DynamicTest> testEach(
      Stream<Operation> operations, Consumer<Operation> test) {
    return operations.map(
        operation -> DynamicTest.dynamicTest(operation.toString(), () -> test.accept(operation)));
  }
}
