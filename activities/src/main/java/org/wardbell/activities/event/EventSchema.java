package org.wardbell.activities.event;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaException;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import com.networknt.schema.path.PathType;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/**
 * A JSON Schema (draft 2020-12 unless it says otherwise) of an event's data, compiled. It never
 * fetches anything: references reach within the schema and to the drafts' own only. Patterns are
 * matched by RE2, in linear time, so that no value can keep a server busy.
 */
public final class EventSchema {
  /** Characters of a schema. */
  public static final int MAXIMUM_CHARACTERS = 64 * 1024;

  private static final byte[] PROBE = "{}".getBytes(StandardCharsets.UTF_8);

  /** More would not help a person more. */
  private static final int REPORTED = 20;

  private static final SchemaRegistry REGISTRY =
      SchemaRegistry.withDefaultDialect(
          SpecificationVersion.DRAFT_2020_12,
          builder ->
              builder
                  .schemaCacheEnabled(false)
                  .schemaLoader(loader -> loader.fetchRemoteResources(false))
                  .schemaRegistryConfig(
                      SchemaRegistryConfig.builder()
                          .pathType(PathType.JSON_PATH)
                          .locale(Locale.ROOT)
                          .preloadSchema(true)
                          .regularExpressionFactory(EventSchema::linear)
                          .build()));

  /**
   * One value that does not fit.
   *
   * @param path into the data: {@code items[0].price}; empty for the whole
   * @param message the schema's demand
   */
  public record Misfit(String path, String message) {}

  private static final Schema RULES_FOR_SCHEMAS =
      REGISTRY.getSchema(SchemaLocation.of(SpecificationVersion.DRAFT_2020_12.getDialectId()));

  private final Schema schema;

  private EventSchema(Schema schema) {
    this.schema = schema;
  }

  /**
   * Compiles a schema.
   *
   * @throws IllegalArgumentException naming the fault
   */
  public static EventSchema compile(String text) {
    requireSchema(text);
    try {
      EventSchema compiled = new EventSchema(REGISTRY.getSchema(text, InputFormat.JSON));
      // A reference to itself without end shows at the first use.
      var _ = compiled.misfits(PROBE);
      return compiled;
    } catch (SchemaException | PatternSyntaxException mistake) {
      throw new IllegalArgumentException(reason(mistake), mistake);
    } catch (StackOverflowError endless) {
      throw new IllegalArgumentException("it refers to itself without end");
    }
  }

  /**
   * Refuses a text that is no schema: the compiler overlooks unknown types and misplaced values;
   * the draft's own schema does not.
   */
  private static void requireSchema(String text) {
    List<Error> errors = RULES_FOR_SCHEMAS.validate(text, InputFormat.JSON);
    if (!errors.isEmpty()) {
      Misfit first = misfit(errors.getFirst());
      throw new IllegalArgumentException(
          (first.path().isEmpty() ? "" : first.path() + ": ") + first.message());
    }
  }

  private static String reason(RuntimeException mistake) {
    for (Throwable at = mistake; at != null; at = at.getCause()) {
      if (at instanceof IOException) {
        return "it refers to something outside of itself";
      }
      if (at instanceof PatternSyntaxException) {
        return String.valueOf(at.getMessage());
      }
    }
    return String.valueOf(mistake.getMessage()).lines().findFirst().orElse("");
  }

  /** Returns the values that do not fit, at most 20; empty if all is well. */
  public List<Misfit> misfits(byte[] data) {
    return schema.validate(new String(data, StandardCharsets.UTF_8), InputFormat.JSON).stream()
        .limit(REPORTED)
        .map(EventSchema::misfit)
        .toList();
  }

  private static Misfit misfit(Error error) {
    String path = error.getInstanceLocation().toString();
    return new Misfit(
        path.startsWith("$.") ? path.substring(2) : path.substring(Math.min(1, path.length())),
        error.getMessage());
  }

  private static com.networknt.schema.regex.RegularExpression linear(String expression) {
    Pattern pattern = Pattern.compile(expression);
    return value -> pattern.matcher(value).find();
  }
}
