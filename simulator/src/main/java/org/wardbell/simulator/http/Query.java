package org.wardbell.simulator.http;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Decoded parameters of a query string or a form body; of a repeated name the last value counts,
 * unless all of them are asked for.
 */
public final class Query {

  private final Map<String, String> values;
  private final Map<String, List<String>> repeated;

  private Query(Map<String, String> values, Map<String, List<String>> repeated) {
    this.values = values;
    this.repeated = repeated;
  }

  /** Reads {@code a=1&b=2}, percent-decoded. */
  public static Query parse(String text) {
    Map<String, String> values = new LinkedHashMap<>();
    Map<String, List<String>> repeated = new LinkedHashMap<>();
    for (String pair : text.split("&", -1)) {
      if (!pair.isEmpty()) {
        int equals = pair.indexOf('=');
        String name = decode(equals < 0 ? pair : pair.substring(0, equals));
        String value = equals < 0 ? "" : decode(pair.substring(equals + 1));
        values.put(name, value);
        repeated.computeIfAbsent(name, unseen -> new ArrayList<>()).add(value);
      }
    }
    return new Query(values, repeated);
  }

  /** Percent-decodes one piece of a URL. */
  public static String decode(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }

  /** Returns the value, or null when the name is absent. */
  public @Nullable String get(String name) {
    return values.get(name);
  }

  /** Returns the value, or {@code otherwise} when the name is absent. */
  public String get(String name, String otherwise) {
    return values.getOrDefault(name, otherwise);
  }

  /** Returns all values of a name that may be repeated, in the order they came. */
  public List<String> values(String name) {
    return Collections.unmodifiableList(repeated.getOrDefault(name, List.of()));
  }

  /** Returns true when the value is {@code true}. */
  public boolean isTrue(String name) {
    return "true".equals(values.get(name));
  }

  /** Returns the value as a number; {@code otherwise} when absent or not a number. */
  public long number(String name, long otherwise) {
    String value = values.get(name);
    try {
      return value == null ? otherwise : Long.parseLong(value);
    } catch (NumberFormatException e) {
      return otherwise;
    }
  }

  /** Returns all parameters in the order they came. */
  public Map<String, String> all() {
    return Collections.unmodifiableMap(values);
  }
}
