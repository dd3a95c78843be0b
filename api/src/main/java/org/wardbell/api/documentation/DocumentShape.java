package org.wardbell.api.documentation;

import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.Schema;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The shape of the document's schemas, where the library leaves it open: records are objects, and
 * what clients send has no further fields, because they would be refused.
 */
@SuppressWarnings({"rawtypes", "unchecked"}) // The library itself has a Schema without its type.
final class DocumentShape {
  private static final String PREFIX = "#/components/schemas/";

  private final Map<String, Schema> schemas;

  private DocumentShape(Map<String, Schema> schemas) {
    this.schemas = schemas;
  }

  /** Completes all schemas of the document. */
  static void complete(OpenAPI document) {
    new DocumentShape(document.getComponents().getSchemas()).complete(operations(document));
  }

  private static List<Operation> operations(OpenAPI document) {
    return document.getPaths().values().stream()
        .flatMap(item -> item.readOperations().stream())
        .toList();
  }

  private void complete(List<Operation> operations) {
    Set<String> sent = new HashSet<>();
    Set<String> answered = new HashSet<>();
    for (Operation operation : operations) {
      if (operation.getRequestBody() != null) {
        collect(operation.getRequestBody().getContent(), sent);
      }
      operation.getResponses().values().forEach(answer -> collect(answer.getContent(), answered));
    }
    sent.removeAll(answered);
    schemas.forEach(
        (name, schema) -> {
          if (schema.getProperties() != null) {
            schema.setTypes(Set.of("object"));
            if (sent.contains(name)) {
              schema.setAdditionalProperties(false);
            }
          }
        });
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
