package org.wardbell.api.documentation;

import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.media.JsonSchema;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.parameters.RequestBody;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * The schemas of merge patches (RFC 7396). They have the fields of what is changed, and none that
 * is needed: what a patch leaves out stays as it is, also within an object. Lists are replaced.
 */
@SuppressWarnings({"rawtypes", "unchecked"}) // The library itself has a Schema without its type.
final class MergePatches {
  private static final String PREFIX = "#/components/schemas/";
  private static final String MEDIA_TYPE = "application/merge-patch+json";

  private final Map<String, Schema> schemas;

  MergePatches(Map<String, Schema> schemas) {
    this.schemas = schemas;
  }

  /** Gives each operation that takes a merge patch the schema of one. */
  void addTo(OpenAPI document) {
    document
        .getPaths()
        .values()
        .forEach(
            item -> {
              RequestBody body = item.getPatch() == null ? null : item.getPatch().getRequestBody();
              if (body != null && body.getContent().containsKey(MEDIA_TYPE)) {
                // The kinds of content may share one media type.
                Schema<?> patch = patch(body.getContent().get(MEDIA_TYPE).getSchema());
                for (MediaType media : body.getContent().values()) {
                  media.setSchema(patch);
                }
              }
            });
  }

  private Schema patch(Schema<?> schema) {
    if (schema.getAnyOf() != null) {
      Schema either = new JsonSchema();
      either.setDescription(schema.getDescription());
      either.setAnyOf(schema.getAnyOf().stream().map(this::patch).toList());
      return either;
    }
    if (schema.get$ref() == null) {
      return schema;
    }
    Schema reference = new JsonSchema();
    reference.set$ref(PREFIX + patchOf(schema.get$ref().substring(PREFIX.length())));
    reference.setDescription(schema.getDescription());
    return reference;
  }

  private String patchOf(String name) {
    Schema<?> whole = schemas.get(name);
    if (whole == null || whole.getProperties() == null) {
      return name;
    }
    String patchName = name.replaceAll("Request$", "") + "Patch";
    if (!schemas.containsKey(patchName)) {
      Schema patch = new JsonSchema();
      schemas.put(patchName, patch);
      Map<String, Schema> properties = new LinkedHashMap<>();
      whole.getProperties().forEach((field, schema) -> properties.put(field, patch(schema)));
      patch.setTypes(Set.of("object"));
      patch.setDescription(whole.getDescription());
      patch.setProperties(properties);
      patch.setAdditionalProperties(false);
    }
    return patchName;
  }
}
