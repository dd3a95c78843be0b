package org.wardbell.activities.expression.evaluator;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import com.networknt.schema.Error;
import com.networknt.schema.ExecutionConfig;
import com.networknt.schema.ExecutionContext;
import com.networknt.schema.InputFormat;
import com.networknt.schema.OutputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaException;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import com.networknt.schema.path.PathType;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.JsonNode;

/**
 * A JSON Schema (draft 2020-12 unless it says otherwise), compiled. It never fetches anything:
 * references reach within the schema and to the drafts' own only. Patterns are matched by RE2, in
 * linear time.
 */
final class CompiledSchema {
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
                          .regularExpressionFactory(CompiledSchema::linear)
                          .build()));

  private static final Schema RULES_FOR_SCHEMAS =
      REGISTRY.getSchema(SchemaLocation.of(SpecificationVersion.DRAFT_2020_12.getDialectId()));

  private final Schema schema;

  private CompiledSchema(Schema schema) {
    this.schema = schema;
  }

  /**
   * @throws OutOfBounds naming the fault
   */
  static CompiledSchema of(String text) {
    requireSchema(text);
    try {
      return new CompiledSchema(REGISTRY.getSchema(text, InputFormat.JSON));
    } catch (SchemaException | PatternSyntaxException mistake) {
      throw new OutOfBounds(reason(mistake));
    } catch (StackOverflowError endless) {
      throw new OutOfBounds("it refers to itself without end");
    }
  }

  /**
   * Refuses a text that is no schema: the compiler overlooks unknown types and misplaced values;
   * the draft's own schema does not.
   */
  private static void requireSchema(String text) {
    List<Error> errors = RULES_FOR_SCHEMAS.validate(text, InputFormat.JSON);
    if (!errors.isEmpty()) {
      SchemaMisfit first = misfit(errors.getFirst());
      throw new OutOfBounds((first.path().isEmpty() ? "" : first.path() + ": ") + first.message());
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
  List<SchemaMisfit> misfits(JsonNode document) {
    ExecutionContext watched = new Watched(schema.createExecutionContext().getExecutionConfig());
    try {
      return schema.validate(watched, document, OutputFormat.DEFAULT).stream()
          .limit(REPORTED)
          .map(CompiledSchema::misfit)
          .toList();
    } catch (SchemaException mistake) {
      throw new OutOfBounds(reason(mistake)); // Some are found at the first use only.
    } catch (StackOverflowError endless) {
      throw new OutOfBounds("it refers to itself without end");
    }
  }

  private static SchemaMisfit misfit(Error error) {
    String path = error.getInstanceLocation().toString();
    return new SchemaMisfit(
        path.startsWith("$.") ? path.substring(2) : path.substring(Math.min(1, path.length())),
        error.getMessage());
  }

  private static com.networknt.schema.regex.RegularExpression linear(String expression) {
    Pattern pattern = Pattern.compile(expression);
    return value -> pattern.matcher(value).find();
  }

  /** An execution that counts each keyword as a step: references can double the work each time. */
  private static final class Watched extends ExecutionContext {
    private final Bounds bounds = Bounds.current();

    private Watched(ExecutionConfig config) {
      super(config);
    }

    @Override
    public void evaluationPathAddLast(String token) {
      bounds.step();
      super.evaluationPathAddLast(token);
    }

    @Override
    public void evaluationPathAddLast(int token) {
      bounds.step();
      super.evaluationPathAddLast(token);
    }
  }
}
