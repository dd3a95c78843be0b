package org.wardbell.activities.expression.evaluator;

import com.dashjoin.jsonata.ExactJsonata;
import com.dashjoin.jsonata.JException;
import com.dashjoin.jsonata.Jsonata;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A JSONata expression, compiled. An evaluation may compute for some time, nest 100 deep and
 * allocate 64 MiB; none of its values may be larger than 512 Ki characters and nodes.
 */
final class CompiledExpression {
  private final Jsonata compiled;

  private CompiledExpression(Jsonata compiled) {
    this.compiled = compiled;
  }

  /**
   * @throws OutOfBounds if it has a mistake
   */
  static CompiledExpression of(String source) {
    try {
      Jsonata compiled = ExactJsonata.compile(source);
      BoundedFunctions.register(compiled);
      // Null and missing are different things; writing the result tells them apart.
      compiled.setOutputConvertNulls(false);
      compiled.setValidateInput(false);
      return new CompiledExpression(compiled);
    } catch (JException e) {
      throw new OutOfBounds("it is not a JSONata expression");
    }
  }

  /** Returns whether it is true of a document. False and no value at all are both no. */
  boolean matches(JsonNode document) {
    return switch (raw(document)) {
      case null -> false;
      case Boolean truth -> truth;
      default -> throw new OutOfBounds("it gives neither true nor false");
    };
  }

  /** Returns its result for a document, as JSON in UTF-8 of at most 256 KiB. */
  byte[] transform(JsonNode document) {
    Object result = raw(document);
    if (result == null) {
      throw new OutOfBounds("it gives nothing");
    }
    byte[] json = JsonValues.write(result).getBytes(StandardCharsets.UTF_8);
    if (json.length > JsonValues.MAXIMUM_RESULT_BYTES) {
      throw new OutOfBounds("the result is larger than 256 KiB");
    }
    return json;
  }

  private @Nullable Object raw(JsonNode document) {
    Jsonata.Frame frame = compiled.createFrame();
    Bounds.current().watch(frame);
    return compiled.evaluate(JsonValues.of(document), frame);
  }
}
