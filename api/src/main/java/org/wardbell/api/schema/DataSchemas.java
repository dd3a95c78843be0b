package org.wardbell.api.schema;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.wardbell.activities.event.KeptEventType;
import org.wardbell.workflows.event.CatalogueVariable;
import org.wardbell.workflows.event.EventCatalogue;
import org.wardbell.workflows.event.EventType;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The JSON Schemas (draft 2020-12) of events' data: those that clinics gave, and for all other
 * types those that the catalogue's variables and samples make. The latter describe and never
 * refuse: no field is required and others are allowed, because each clinic system posts what it
 * has.
 */
@Component
public final class DataSchemas {
  /** The identifier of the draft. */
  static final String DIALECT = "https://json-schema.org/draft/2020-12/schema";

  private static final String TEXT = "string";
  private static final String NUMBER = "number";
  private static final String NOTHING = "null";

  private final JsonMapper json;

  DataSchemas(JsonMapper json) {
    this.json = json;
  }

  /**
   * Returns a type's schema as a document of its own.
   *
   * @param own the clinic's definition, if it is one of the clinic's types
   */
  public ObjectNode document(
      EventCatalogue catalogue, EventType type, @Nullable KeptEventType own) {
    ObjectNode document = json.createObjectNode();
    document.put("$schema", DIALECT);
    document.put("$id", id(type));
    document.setAll(hasOwn(own) ? given(own) : made(catalogue, type));
    return document;
  }

  /** Returns whether a clinic gave a schema. */
  static boolean hasOwn(@Nullable KeptEventType own) {
    return own != null && own.definition().schema() != null;
  }

  private static String id(EventType type) {
    return "urn:wardbell:event-type:" + type.type();
  }

  private ObjectNode given(@Nullable KeptEventType own) {
    return own == null
        ? json.createObjectNode()
        : (ObjectNode) json.readTree(String.valueOf(own.definition().schema()));
  }

  /** Returns what the catalogue knows about a type's data, in words that draft 07 has as well. */
  ObjectNode made(EventCatalogue catalogue, EventType type) {
    Set<String> common = catalogue.commonVariables();
    ObjectNode schema = json.createObjectNode();
    schema.put("title", type.label());
    schema.put("type", "object");
    ObjectNode properties = schema.putObject("properties");
    for (String name : type.variables()) {
      CatalogueVariable variable = catalogue.variable(name);
      if (variable != null && !common.contains(name)) {
        properties.set(name, property(variable));
      }
    }
    return schema;
  }

  private ObjectNode property(CatalogueVariable variable) {
    ObjectNode property = shape(json.valueToTree(variable.sample()));
    property.putArray("examples").add(json.<JsonNode>valueToTree(variable.sample()));
    property.put("x-phi", variable.phi());
    return property;
  }

  /** Returns the form of values like this one; its first type is the one of the sample. */
  private ObjectNode shape(JsonNode sample) {
    ObjectNode shape = json.createObjectNode();
    types(sample).forEach(shape.putArray("type")::add);
    if (sample.isArray() && !sample.isEmpty()) {
      shape.set("items", shape(sample.get(0)));
    }
    if (sample.isObject()) {
      ObjectNode properties = shape.putObject("properties");
      for (Map.Entry<String, JsonNode> part : sample.properties()) {
        properties.set(part.getKey(), shape(part.getValue()));
      }
    }
    return shape;
  }

  /** Clinic systems write ids and amounts as numbers or as text, and leave out or null the rest. */
  private static List<String> types(JsonNode sample) {
    return switch (sample.getNodeType()) {
      case NUMBER -> List.of(NUMBER, TEXT, NOTHING);
      case BOOLEAN -> List.of("boolean", NUMBER, TEXT, NOTHING);
      case ARRAY -> List.of("array", NOTHING);
      case OBJECT -> List.of("object", NOTHING);
      case STRING, BINARY, MISSING, NULL, POJO -> List.of(TEXT, NUMBER, NOTHING);
    };
  }
}
