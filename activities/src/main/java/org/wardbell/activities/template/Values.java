package org.wardbell.activities.template;

import java.util.List;
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

  /** Returns a text with a backslash before each of some characters. */
  static String escapeMarks(String text, String marks) {
    StringBuilder out = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      if (marks.indexOf(text.charAt(i)) >= 0) {
        out.append('\\');
      }
      out.append(text.charAt(i));
    }
    return out.toString();
  }

  /** Returns whether there is nothing to write: null, an empty text, list or object. */
  static boolean isNothing(JsonNode value) {
    return value.isContainer() ? value.isEmpty() : text(value).isEmpty();
  }

  /** Returns what a path leads to, by the names of fields and the numbers of elements; or null. */
  public static @Nullable JsonNode walk(JsonNode from, List<String> path) {
    JsonNode at = from;
    for (String step : path) {
      JsonNode next = at.isArray() ? element(at, step) : at.get(step);
      if (next == null) {
        return null;
      }
      at = next;
    }
    return at;
  }

  private static @Nullable JsonNode element(JsonNode array, String step) {
    // Five digits reach beyond any list that fits an event.
    return step.matches("[0-9]{1,5}") ? array.get(Integer.parseInt(step)) : null;
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
