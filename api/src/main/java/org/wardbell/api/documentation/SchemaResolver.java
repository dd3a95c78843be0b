package org.wardbell.api.documentation;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import io.swagger.v3.core.converter.AnnotatedType;
import io.swagger.v3.core.converter.ModelConverter;
import io.swagger.v3.core.converter.ModelConverterContext;
import io.swagger.v3.core.jackson.ModelResolver;
import io.swagger.v3.oas.models.media.JsonSchema;
import io.swagger.v3.oas.models.media.Schema;
import java.lang.annotation.Annotation;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The reader of the document's schemas. It knows what the library does not: our naming, that JSON
 * of somebody else can be anything, and from the records which fields may be absent.
 */
@SuppressWarnings("rawtypes") // The library itself has a Schema without its type.
final class SchemaResolver extends ModelResolver {
  /** The fields that may be absent; stands at a schema until {@link DocumentShape} has read it. */
  static final String OPTIONAL = "x-optional";

  private static final String PREFIX = "#/components/schemas/";
  private static final SnakeCaseStrategy SNAKE_CASE = new SnakeCaseStrategy();
  private static final JsonMapper JSON = JsonMapper.builder().build();

  SchemaResolver() {
    // The document's library still reads classes with Jackson 2.
    super(new ObjectMapper().setPropertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE));
    setOpenapi31(true);
  }

  @Override
  public @Nullable Schema resolve(
      AnnotatedType type, ModelConverterContext context, Iterator<ModelConverter> next) {
    Class<?> raw =
        type.getType() == null ? Void.class : _mapper.constructType(type.getType()).getRawClass();
    if (raw == Object.class || JsonNode.class.isAssignableFrom(raw)) {
      return anything(type.getCtxAnnotations());
    }
    Schema schema = super.resolve(type, context, next);
    if (raw.isRecord() && schema != null) {
      String reference = schema.get$ref();
      Schema defined =
          reference == null
              ? schema
              : context.getDefinedModels().get(reference.substring(PREFIX.length()));
      if (defined != null) {
        defined.addExtension(OPTIONAL, optional(raw));
      }
    }
    return schema;
  }

  /** Returns the schema of any JSON, or of any object if the annotation says so. */
  private static Schema anything(Annotation @Nullable [] annotations) {
    Schema schema = new JsonSchema();
    for (Annotation each : annotations == null ? new Annotation[0] : annotations) {
      if (each instanceof io.swagger.v3.oas.annotations.media.Schema words) {
        if (!words.description().isEmpty()) {
          schema.setDescription(words.description());
        }
        if (List.of(words.types()).contains("object")) {
          schema.addType("object");
        }
        if (!words.example().isEmpty()) {
          schema.setExample(parsed(words.example()));
        }
      }
    }
    return schema;
  }

  /** Returns an example as JSON; text that is none is a string. */
  private static @Nullable Object parsed(String example) {
    try {
      return JSON.readValue(example, Object.class);
    } catch (JacksonException notJson) {
      return example;
    }
  }

  private static List<String> optional(Class<?> raw) {
    return Arrays.stream(raw.getRecordComponents())
        .filter(each -> each.getAnnotatedType().isAnnotationPresent(Nullable.class))
        .map(SchemaResolver::name)
        .toList();
  }

  private static String name(RecordComponent component) {
    JsonProperty given = component.getAccessor().getAnnotation(JsonProperty.class);
    return given == null || given.value().isEmpty()
        ? SNAKE_CASE.translate(component.getName())
        : given.value();
  }
}
