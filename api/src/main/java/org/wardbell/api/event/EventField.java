package org.wardbell.api.event;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The fields of an event in a request. */
enum EventField {
  TYPE,
  DATA,
  SUBJECT,
  OCCURRED_AT,
  CLINIC,
  ID;

  private static final Map<String, EventField> BY_NAME = new HashMap<>();

  static {
    for (EventField field : values()) {
      BY_NAME.put(field.json(), field);
    }
  }

  static @Nullable EventField named(String name) {
    return BY_NAME.get(name);
  }

  static String all() {
    return Arrays.stream(values()).map(EventField::json).collect(Collectors.joining(", "));
  }

  String json() {
    return name().toLowerCase(Locale.ROOT);
  }
}
