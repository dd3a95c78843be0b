package org.wardbell.api.kivicare;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.wardbell.activities.webhook.draft.WebhookDraft;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;

/**
 * The values of a KiviCare record. PHP wrote them: a number may be text, an empty object a list,
 * and what was chosen in a form {@code {"value": …, "label": …}}.
 */
final class Given {
  private Given() {}

  /** Returns the text of a value, or null if there is none or it is empty. */
  static @Nullable String text(JsonNode given) {
    JsonNode value = given.isObject() ? given.path("value") : given;
    if (!value.isValueNode() || value.isNull()) {
      return null;
    }
    String text = value.asString();
    return text.isBlank() ? null : text;
  }

  /** Returns the first of the values that there is. */
  static @Nullable String text(JsonNode given, String... names) {
    for (String name : names) {
      String text = text(given.path(name));
      if (text != null) {
        return text;
      }
    }
    return null;
  }

  /** Returns a whole number, or null if there is none that an int holds. */
  static @Nullable Integer number(JsonNode given) {
    Long whole = id(given);
    return whole == null || whole.intValue() != whole ? null : (Integer) whole.intValue();
  }

  /** Returns the number of a webhook or of a log record, or null if there is none. */
  static @Nullable Long id(JsonNode given) {
    String text = text(given);
    try {
      return text == null ? null : Long.valueOf(text.strip());
    } catch (NumberFormatException notANumber) {
      return null;
    }
  }

  /** Returns the numbers in a list; what is none is left out. */
  static List<Long> ids(JsonNode list) {
    return list.valueStream().map(Given::id).filter(Objects::nonNull).distinct().toList();
  }

  /** Returns whether a value says yes, in one of the ways of PHP; null if it says nothing. */
  static @Nullable Boolean yes(JsonNode given) {
    if (given.isBoolean()) {
      return given.booleanValue();
    }
    String text = text(given);
    return text == null
        ? null
        : (Boolean)
            !List.of("0", "no", "false", "off", "inactive").contains(text.toLowerCase(Locale.ROOT));
  }

  /** Returns what switches something on or off, or null: here nothing is guessed. */
  static @Nullable Boolean switched(JsonNode given) {
    String text = given.isBoolean() ? given.asString() : text(given);
    return switch (text == null ? "" : text.toLowerCase(Locale.ROOT)) {
      case "1", "true", "active" -> true;
      case "0", "false", "inactive" -> false;
      default -> null;
    };
  }

  /** Returns names and values: a list of {@code {key, value}}, or an object of them. */
  static List<WebhookDraft.Parameter> pairs(JsonNode given) {
    List<WebhookDraft.Parameter> pairs = new ArrayList<>();
    if (given instanceof ArrayNode list) {
      for (JsonNode each : list) {
        String key = text(each, "key", "name");
        if (key != null) {
          pairs.add(new WebhookDraft.Parameter(key.strip(), content(each.path("value"))));
        }
      }
    } else {
      for (Map.Entry<String, JsonNode> each : given.properties()) {
        pairs.add(new WebhookDraft.Parameter(each.getKey(), content(each.getValue())));
      }
    }
    return pairs;
  }

  private static String content(JsonNode value) {
    if (value.isContainer()) {
      return value.toString();
    }
    return value.isNull() || value.isMissingNode() ? "" : value.asString();
  }

  /** Returns whether there is nothing in a value. */
  static boolean isEmpty(JsonNode given) {
    return given.isContainer() ? given.isEmpty() : text(given) == null;
  }
}
