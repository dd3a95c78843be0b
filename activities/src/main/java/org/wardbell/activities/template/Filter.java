package org.wardbell.activities.template;

import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.StringNode;

/** A change of a value before it is written. There are these seven, and no others. */
sealed interface Filter {
  /** Their names, as templates spell them. */
  List<String> NAMES = List.of("e164", "date", "upper", "lower", "default", "json", "urlencode");

  /** Returns the value after this filter; null is a variable that has no value. */
  @Nullable JsonNode apply(@Nullable JsonNode value, ZoneId zone);

  /** A telephone number without spaces and brackets, as SMS services want it. */
  record E164() implements Filter {
    @Override
    public @Nullable JsonNode apply(@Nullable JsonNode value, ZoneId zone) {
      return value == null ? null : StringNode.valueOf(TelephoneNumber.compact(Values.text(value)));
    }
  }

  /** A date or time in a pattern of {@link DateTimeFormatter}, moments in the clinic's zone. */
  record Date(DateTimeFormatter pattern) implements Filter {
    @Override
    public @Nullable JsonNode apply(@Nullable JsonNode value, ZoneId zone) {
      return value == null
          ? null
          : StringNode.valueOf(DateText.format(Values.text(value), pattern, zone));
    }
  }

  /** Capital letters, the same in every locale. */
  record Upper() implements Filter {
    @Override
    public @Nullable JsonNode apply(@Nullable JsonNode value, ZoneId zone) {
      return value == null ? null : StringNode.valueOf(Values.text(value).toUpperCase(Locale.ROOT));
    }
  }

  /** Small letters, the same in every locale. */
  record Lower() implements Filter {
    @Override
    public @Nullable JsonNode apply(@Nullable JsonNode value, ZoneId zone) {
      return value == null ? null : StringNode.valueOf(Values.text(value).toLowerCase(Locale.ROOT));
    }
  }

  /** Another text for a value that is missing, null or empty. */
  record Default(String text) implements Filter {
    @Override
    public JsonNode apply(@Nullable JsonNode value, ZoneId zone) {
      return value == null || Values.text(value).isEmpty() ? StringNode.valueOf(text) : value;
    }
  }

  /** The value as JSON text. */
  record Json() implements Filter {
    @Override
    public JsonNode apply(@Nullable JsonNode value, ZoneId zone) {
      StringBuilder out = new StringBuilder();
      Values.appendJson(out, value);
      return StringNode.valueOf(out.toString());
    }
  }

  /** The value percent-encoded, for a URL inside a body. */
  record UrlEncode() implements Filter {
    @Override
    public JsonNode apply(@Nullable JsonNode value, ZoneId zone) {
      StringBuilder out = new StringBuilder();
      PercentEncoding.append(out, Values.text(value));
      return StringNode.valueOf(out.toString());
    }
  }
}
