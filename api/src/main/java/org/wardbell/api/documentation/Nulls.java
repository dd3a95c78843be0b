package org.wardbell.api.documentation;

import io.swagger.v3.oas.models.media.JsonSchema;
import io.swagger.v3.oas.models.media.Schema;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The schemas that also take null, which stands for a field that is left out. */
@SuppressWarnings({"rawtypes", "unchecked"}) // The library itself has a Schema without its type.
final class Nulls {
  private static final String NULL = "null";

  private Nulls() {}

  /** Returns that schema, or another one that takes null beside what it took. */
  static Schema allowedIn(Schema<?> schema) {
    if (schema.get$ref() != null) {
      return either(schema);
    }
    Set<String> types = types(schema);
    // Without a type it takes null already.
    if (!types.isEmpty()) {
      types.add(NULL);
      schema.setTypes(types);
      List<?> choices = schema.getEnum();
      if (choices != null && !choices.contains(null)) {
        List<Object> more = new ArrayList<>(choices);
        more.add(null);
        ((Schema) schema).setEnum(more);
      }
    }
    return schema;
  }

  private static Schema either(Schema<?> reference) {
    Schema either = new JsonSchema();
    either.setDescription(reference.getDescription());
    if (reference.getExample() != null) {
      either.setExample(reference.getExample());
    }
    Schema nothing = new JsonSchema();
    nothing.setTypes(Set.of(NULL));
    Schema something = new JsonSchema();
    something.set$ref(reference.get$ref());
    either.setAnyOf(List.of(something, nothing));
    return either;
  }

  /** Returns the types of a schema in the order in which they are written. */
  private static Set<String> types(Schema<?> schema) {
    Set<String> types = new LinkedHashSet<>();
    if (schema.getTypes() != null) {
      types.addAll(schema.getTypes());
    } else if (schema.getType() != null) {
      types.add(schema.getType());
    }
    return types;
  }
}
