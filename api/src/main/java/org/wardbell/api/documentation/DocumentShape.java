package org.wardbell.api.documentation;

import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.JsonSchema;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * The shape of the document's schemas, where the library leaves it open.
 *
 * <p>What clients send has no further fields, because they would be refused, and null stands for a
 * field that is left out. Answers leave out what there is not, and may get further fields one day.
 */
@SuppressWarnings({"rawtypes", "unchecked"}) // The library itself has a Schema without its type.
final class DocumentShape {
  private static final String PREFIX = "#/components/schemas/";

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final Map<String, Schema> schemas;

  private DocumentShape(Map<String, Schema> schemas) {
    this.schemas = schemas;
  }

  /** Completes all schemas of the document. */
  static void complete(OpenAPI document) {
    Map<String, Schema> schemas = document.getComponents().getSchemas();
    new DocumentShape(schemas).complete(operations(document));
    new MergePatches(schemas).addTo(document);
  }

  private static List<Operation> operations(OpenAPI document) {
    return document.getPaths().values().stream()
        .flatMap(item -> item.readOperations().stream())
        .toList();
  }

  private void complete(List<Operation> operations) {
    Set<String> sent = new HashSet<>();
    for (Operation operation : operations) {
      if (operation.getRequestBody() != null) {
        operation.getRequestBody().getContent().values().forEach(DocumentShape::open);
        collect(operation.getRequestBody().getContent(), sent);
      }
    }
    schemas.forEach(
        (name, schema) -> {
          if (schema.getProperties() != null) {
            schema.setTypes(Set.of("object"));
            Map<String, Schema> properties = schema.getProperties();
            properties.values().forEach(DocumentShape::tidy);
            Collection<String> optional = takeOptional(schema);
            if (sent.contains(name)) {
              shapeSent(schema);
            } else {
              shapeAnswered(schema, optional);
            }
          }
        });
  }

  private static Collection<String> takeOptional(Schema<?> schema) {
    Map<String, Object> extensions = schema.getExtensions();
    Object optional = extensions == null ? null : extensions.remove(SchemaResolver.OPTIONAL);
    if (extensions != null && extensions.isEmpty()) {
      schema.setExtensions(null);
    }
    return optional instanceof Collection<?> names ? (Collection<String>) names : List.of();
  }

  private static void shapeSent(Schema<?> schema) {
    schema.setAdditionalProperties(false);
    List<String> required = Objects.requireNonNullElse(schema.getRequired(), List.of());
    schema
        .getProperties()
        .replaceAll(
            (name, property) -> required.contains(name) ? property : Nulls.allowedIn(property));
  }

  private static void shapeAnswered(Schema<?> schema, Collection<String> optional) {
    List<String> required = new ArrayList<>(schema.getProperties().keySet());
    required.removeAll(optional);
    schema.setRequired(required.isEmpty() ? null : required);
  }

  /**
   * Mends examples, and takes away what the library repeats at items of lists and values of maps.
   */
  private static void tidy(Schema<?> property) {
    itemize(property);
    if (Set.of("string").equals(property.getTypes())
        && property.getExample() != null
        && !(property.getExample() instanceof String)) {
      // A text that is JSON, which the library took for what it says.
      property.setExample(JSON.writeValueAsString(property.getExample()));
    }
    Schema<?> inner =
        property.getAdditionalProperties() instanceof Schema<?> values
            ? values
            : property.getItems();
    if (inner != null) {
      inner.setDescription(null);
      inner.setExampleSetFlag(false);
      tidy(inner);
    }
  }

  /**
   * Leaves the type of a body open that is an object or a list: OpenAPI Generator's Java client
   * makes a type of such a pair that does not exist.
   */
  private static void open(MediaType body) {
    Schema<?> schema = body.getSchema();
    if (schema != null && Set.of("object", "array").equals(schema.getTypes())) {
      body.setSchema(new JsonSchema().description("An object, or a list of objects."));
    }
  }

  /** Says of what a list may be one of, where it may be a list: generators want to know. */
  private static void itemize(@Nullable Schema<?> schema) {
    if (schema != null
        && schema.getTypes() != null
        && schema.getTypes().contains("array")
        && schema.getItems() == null) {
      Schema<?> items = new JsonSchema();
      Set<String> types = new LinkedHashSet<>(schema.getTypes());
      types.remove("array");
      items.setTypes(types);
      schema.setItems(items);
    }
  }

  private void collect(@Nullable Content content, Set<String> found) {
    if (content != null) {
      content.values().forEach(media -> collect(media.getSchema(), found));
    }
  }

  private void collect(@Nullable Schema<?> schema, Set<String> found) {
    if (schema == null) {
      return;
    }
    String reference = schema.get$ref();
    if (reference != null && reference.startsWith(PREFIX)) {
      String name = reference.substring(PREFIX.length());
      if (found.add(name)) {
        collect(schemas.get(name), found);
      }
    }
    collect(schema.getItems(), found);
    if (schema.getAdditionalProperties() instanceof Schema<?> values) {
      collect(values, found);
    }
    Objects.requireNonNullElse(schema.getProperties(), Map.<String, Schema>of())
        .values()
        .forEach(property -> collect(property, found));
    for (List<Schema> parts : alternatives(schema)) {
      parts.forEach(part -> collect(part, found));
    }
  }

  private static List<List<Schema>> alternatives(Schema<?> schema) {
    return List.of(
        Objects.requireNonNullElse(schema.getOneOf(), List.<Schema>of()),
        Objects.requireNonNullElse(schema.getAnyOf(), List.<Schema>of()),
        Objects.requireNonNullElse(schema.getAllOf(), List.<Schema>of()));
  }
}
