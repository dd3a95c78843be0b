package org.wardbell.simulator.google.api;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.wardbell.simulator.google.calendar.GoogleException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The parameter {@code fields}, which asks for a part of an answer: {@code a,b/c,d(e,f)}, where
 * {@code *} is any field (guide "Performance tips", partial response).
 */
final class FieldSelection {

  private final String text;
  private int position;

  private FieldSelection(String text) {
    this.text = text;
  }

  /** The fields that are wanted of an object, and of each what is wanted of it; null is all. */
  private record Wanted(Map<String, @Nullable Wanted> fields) {}

  /** Cuts an answer down; 400 when the selection is none. */
  static ObjectNode cut(ObjectNode answer, @Nullable String fields) {
    if (fields == null) {
      return answer;
    }
    FieldSelection selection = new FieldSelection(fields);
    Wanted wanted = selection.list();
    if (selection.position < fields.length()) {
      throw selection.invalid();
    }
    return cut(answer, wanted);
  }

  private static ObjectNode cut(ObjectNode whole, Wanted wanted) {
    ObjectNode part = whole.objectNode();
    for (var field : whole.properties()) {
      boolean named = wanted.fields().containsKey(field.getKey());
      if (named || wanted.fields().containsKey("*")) {
        Wanted inner = wanted.fields().get(named ? field.getKey() : "*");
        part.set(field.getKey(), inner == null ? field.getValue() : cut(field.getValue(), inner));
      }
    }
    return part;
  }

  private static JsonNode cut(JsonNode value, Wanted wanted) {
    return switch (value) {
      case ObjectNode object -> cut(object, wanted);
      case ArrayNode array -> {
        ArrayNode parts = array.arrayNode();
        array.forEach(element -> parts.add(cut(element, wanted)));
        yield parts;
      }
      default -> value;
    };
  }

  private Wanted list() {
    Map<String, @Nullable Wanted> fields = new LinkedHashMap<>();
    do {
      String name = name();
      fields.put(name, inner());
    } while (take(','));
    return new Wanted(fields);
  }

  private @Nullable Wanted inner() {
    if (take('/')) {
      Map<String, @Nullable Wanted> one = new LinkedHashMap<>();
      String name = name();
      one.put(name, inner());
      return new Wanted(one);
    }
    if (!take('(')) {
      return null;
    }
    Wanted wanted = list();
    if (!take(')')) {
      throw invalid();
    }
    return wanted;
  }

  private String name() {
    int begin = position;
    while (position < text.length() && ",/()".indexOf(text.charAt(position)) < 0) {
      position++;
    }
    String name = text.substring(begin, position).strip();
    if (name.isEmpty()) {
      throw invalid();
    }
    return name;
  }

  private boolean take(char expected) {
    boolean there = position < text.length() && text.charAt(position) == expected;
    if (there) {
      position++;
    }
    return there;
  }

  private GoogleException invalid() {
    return GoogleException.invalidParameter("fields", "Invalid field selection " + text);
  }
}
