package org.wardbell.api.documentation;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.wardbell.api.Contract;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Values made from the schemas of the document, and values that do not fit them. */
final class GeneratedValues {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final int DEEPEST = 4;

  /** Texts that programs stumble over, and some that they like. */
  private static final List<String> TEXTS =
      List.of(
          "a",
          "Ann Müller",
          "appointment.booked",
          "*",
          "2026-11-30T09:00:00+01:00",
          "2026-02-30T25:00:00Z",
          "Europe/Berlin",
          "https://crm.example.org/hooks",
          "https://crm.example.org/{{patient_id}}",
          "http://127.0.0.1/",
          "patient/4711",
          "{{patient_name}}",
          "{{#if x",
          "$sum(data.",
          "' or 1=1 --",
          "<script>",
          "\u0000",
          "\uD83D\uDE00",
          "\uFEFF",
          "a\nb",
          "",
          " ",
          "x".repeat(300),
          "x".repeat(5_000));

  private static final List<Long> NUMBERS =
      List.of(0L, 1L, 2L, 30L, -1L, 201L, 100_000L, (long) Integer.MAX_VALUE, Long.MAX_VALUE);

  private final Random random;
  private final List<String> ids = new ArrayList<>();

  GeneratedValues(Random random) {
    this.random = random;
  }

  /** Remembers an id that an answer gave, for later requests. */
  void remember(String id) {
    if (!id.isEmpty()) {
      ids.add(id);
    }
  }

  String id() {
    return ids.isEmpty() || random.nextInt(4) == 0
        ? new UUID(random.nextLong(), random.nextLong()).toString()
        : pick(ids);
  }

  String text() {
    return pick(TEXTS);
  }

  /** Returns a value that fits the schema as far as a schema tells. */
  JsonNode fitting(JsonNode schema) {
    return fitting(schema, 0);
  }

  private JsonNode fitting(JsonNode schema, int depth) {
    if (schema.has("$ref")) {
      return fitting(Contract.document().at(schema.path("$ref").asString().substring(1)), depth);
    }
    if (schema.has("anyOf")) {
      return fitting(pick(List.copyOf(schema.path("anyOf").values())), depth);
    }
    if (schema.has("enum")) {
      return pick(List.copyOf(schema.path("enum").values()));
    }
    if (schema.has("example") && random.nextInt(3) > 0) {
      return schema.path("example").deepCopy();
    }
    JsonNode type = schema.path("type");
    return typed(
        type.isArray() ? pick(List.copyOf(type.values())).asString() : type.asString("any"),
        schema,
        depth);
  }

  private JsonNode typed(String type, JsonNode schema, int depth) {
    return switch (type) {
      case "string" -> JSON.stringNode(string(schema));
      case "integer" -> JSON.numberNode(pick(NUMBERS));
      case "number" -> JSON.numberNode(random.nextBoolean() ? 0.5 : 1e300);
      case "boolean" -> JSON.booleanNode(random.nextBoolean());
      case "null" -> JSON.nullNode();
      case "array" -> array(schema.path("items"), depth);
      case "object" -> object(schema, depth);
      default -> any();
    };
  }

  String string(JsonNode schema) {
    return switch (schema.path("format").asString("")) {
      case "uuid" -> id();
      case "date-time" -> "2026-11-30T09:00:00Z";
      default -> random.nextInt(5) == 0 ? id() : text();
    };
  }

  private ArrayNode array(JsonNode items, int depth) {
    ArrayNode array = JSON.arrayNode();
    for (int i = depth > DEEPEST ? 0 : random.nextInt(3); i > 0; i--) {
      array.add(fitting(items, depth + 1));
    }
    return array;
  }

  private ObjectNode object(JsonNode schema, int depth) {
    ObjectNode object = JSON.objectNode();
    List<String> required = schema.path("required").valueStream().map(JsonNode::asString).toList();
    schema
        .path("properties")
        .properties()
        .forEach(
            property -> {
              if (required.contains(property.getKey())
                  || (depth < DEEPEST && random.nextInt(3) == 0)) {
                object.set(property.getKey(), fitting(property.getValue(), depth + 1));
              }
            });
    return object;
  }

  private JsonNode any() {
    return switch (random.nextInt(5)) {
      case 0 -> JSON.nullNode();
      case 1 -> JSON.numberNode(pick(NUMBERS));
      case 2 -> JSON.objectNode().put(text(), text());
      case 3 -> JSON.arrayNode().add(text()).add(1);
      default -> JSON.stringNode(text());
    };
  }

  /** Changes one field of an object, perhaps within another one, so that it need not fit. */
  void spoil(ObjectNode object) {
    List<String> names = List.copyOf(object.propertyNames());
    if (names.isEmpty() || random.nextInt(8) == 0) {
      object.set(text(), any());
      return;
    }
    String name = pick(names);
    if (object.path(name) instanceof ObjectNode inner && random.nextBoolean()) {
      spoil(inner);
    } else if (random.nextInt(5) == 0) {
      object.remove(name);
    } else {
      object.set(name, any());
    }
  }

  <T> T pick(List<T> choices) {
    return choices.get(random.nextInt(choices.size()));
  }
}
