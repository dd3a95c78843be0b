package org.wardbell.activities.template;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;

/** The values of variables, read and written. */
public final class Values {
  /** The greatest depth of an event's data, plus the levels that a caller wraps round it. */
  private static final int MAXIMUM_DEPTH = 64;

  private static final JsonMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder().maxNestingDepth(MAXIMUM_DEPTH).build())
                  .build())
          // An amount of 10.00 stays 10.00.
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .build();

  private Values() {}

  /**
   * Reads one JSON document in UTF-8.
   *
   * @throws tools.jackson.core.JacksonException if it is not one
   */
  public static JsonNode parse(byte[] json) {
    return MAPPER.readTree(json);
  }

  /** Returns a value made of strings, numbers, booleans, lists and maps. */
  public static JsonNode of(Object value) {
    return MAPPER.valueToTree(value);
  }

  /** Returns a value as plain text: nothing for null, JSON for objects and lists. */
  public static String text(@Nullable JsonNode value) {
    if (value == null || value.isNull() || value.isMissingNode()) {
      return "";
    }
    if (value.isString()) {
      return value.stringValue();
    }
    StringBuilder out = new StringBuilder();
    appendJson(out, value);
    return out.toString();
  }

  /** Appends a value as JSON; null for one that is missing. */
  static void appendJson(StringBuilder out, @Nullable JsonNode value) {
    if (value == null || value.isMissingNode()) {
      out.append("null");
    } else if (value.isString()) {
      JsonText.appendQuoted(out, value.stringValue());
    } else {
      out.append(MAPPER.writeValueAsString(value));
    }
  }
}
