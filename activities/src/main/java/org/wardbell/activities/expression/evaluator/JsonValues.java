package org.wardbell.activities.expression.evaluator;

import com.dashjoin.jsonata.Jsonata;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.wardbell.activities.template.JsonText;
import tools.jackson.databind.JsonNode;

/** Values as JSONata knows them, from JSON and back. */
final class JsonValues {
  /** The largest result in UTF-8: as much as a body may have. */
  static final int MAXIMUM_RESULT_BYTES = 256 * 1024;

  private final StringBuilder out = new StringBuilder();

  private JsonValues() {}

  static @Nullable Object of(JsonNode node) {
    if (node.isObject()) {
      Map<String, @Nullable Object> object = new LinkedHashMap<>();
      node.forEachEntry((name, value) -> object.put(name, of(value)));
      return object;
    }
    if (node.isArray()) {
      List<@Nullable Object> list = new ArrayList<>(node.size());
      node.forEach(each -> list.add(each.isNull() ? Jsonata.NULL_VALUE : of(each)));
      return list;
    }
    if (node.isNumber()) {
      return number(node);
    }
    if (node.isBoolean()) {
      return node.booleanValue();
    }
    return node.isString() ? node.stringValue() : null;
  }

  private static Number number(JsonNode node) {
    if (node.isIntegralNumber() && node.canConvertToInt()) {
      return node.intValue();
    }
    return ExactNumber.of(node.decimalValue());
  }

  /**
   * Returns a result as JSON.
   *
   * @throws OutOfBounds if it is larger than {@link #MAXIMUM_RESULT_BYTES}, without writing all of
   *     it
   */
  static String write(Object result) {
    JsonValues values = new JsonValues();
    values.append(result);
    return values.out.toString();
  }

  private void append(@Nullable Object value) {
    switch (value) {
      case String text -> JsonText.appendQuoted(out, text);
      case Boolean truth -> out.append(truth);
      case Number number -> appendNumber(number);
      case List<?> list -> appendList(list);
      case Map<?, ?> object -> appendObject(object);
      // JSONata's null, a gap in a list, or a function, which has no JSON.
      case null, default -> out.append("null");
    }
    requireRoom();
  }

  private void appendList(List<?> list) {
    out.append('[');
    for (int i = 0; i < list.size(); i++) {
      out.append(i == 0 ? "" : ",");
      append(list.get(i));
    }
    out.append(']');
  }

  private void appendObject(Map<?, ?> object) {
    out.append('{');
    String separator = "";
    for (Map.Entry<?, ?> entry : object.entrySet()) {
      out.append(separator);
      JsonText.appendQuoted(out, String.valueOf(entry.getKey()));
      out.append(':');
      append(entry.getValue());
      separator = ",";
    }
    out.append('}');
  }

  private void appendNumber(Number number) {
    if (number instanceof Integer || number instanceof Long || number instanceof ExactNumber) {
      out.append(number);
      return;
    }
    double value = number.doubleValue();
    if (!Double.isFinite(value)) {
      throw new OutOfBounds("a number grows too large");
    } else if (value == Math.rint(value) && Math.abs(value) < ExactNumber.WHOLE_NUMBERS) {
      out.append((long) value);
    } else {
      out.append(value);
    }
  }

  /** Checks the size in characters first; the bytes are counted at the end. */
  private void requireRoom() {
    if (out.length() > MAXIMUM_RESULT_BYTES) {
      throw new OutOfBounds("the result is larger than 256 KiB");
    }
  }
}
