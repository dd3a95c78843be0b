package org.wardbell.activities.template;

import java.math.BigDecimal;
import java.text.DecimalFormat;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.DecimalNode;
import tools.jackson.databind.node.LongNode;
import tools.jackson.databind.node.StringNode;

/** A change of a value before it is written. There are these, and no others. */
sealed interface Filter {
  /**
   * Returns the value after this filter; null is a variable that has no value.
   *
   * @throws UnrenderableException if the value is not of the kind that the filter is for, and to go
   *     on would send something wrong under its name
   */
  @Nullable JsonNode apply(@Nullable JsonNode value, Variables variables);

  /**
   * A telephone number in E.164, as SMS services want it.
   *
   * @param region in which a number without a country code is meant, or null for the clinic's
   */
  record E164(@Nullable String region) implements Filter {
    @Override
    public @Nullable JsonNode apply(@Nullable JsonNode value, Variables variables) {
      String text = Values.text(value).strip();
      if (text.isEmpty()) {
        return value;
      }
      String number = TelephoneNumber.e164(text, region);
      String country = region == null && number == null ? variables.country() : null;
      if (country != null) {
        number = TelephoneNumber.e164(text, country);
      }
      if (number == null && variables.areSamples()) {
        return StringNode.valueOf("+442079460000");
      }
      if (number == null) {
        throw new UnrenderableException("a value of the filter e164 is no telephone number there");
      }
      return StringNode.valueOf(number);
    }
  }

  /**
   * A date or time in a pattern of {@link DateTimeFormatter}.
   *
   * @param zone in which it is written, or null for the event's own
   */
  record Date(DateTimeFormatter pattern, @Nullable ZoneId zone) implements Filter {
    @Override
    public @Nullable JsonNode apply(@Nullable JsonNode value, Variables variables) {
      return value == null
          ? null
          : StringNode.valueOf(
              DateText.format(Values.text(value), pattern, variables.zone(), zone));
    }
  }

  /** The seconds, or smaller units, since 1970 of a date or time, as a number. */
  record Epoch(ChronoUnit unit) implements Filter {
    @Override
    public @Nullable JsonNode apply(@Nullable JsonNode value, Variables variables) {
      String text = Values.text(value);
      if (text.isBlank()) {
        return null;
      }
      Instant moment = DateText.instant(text, variables.zone());
      if (moment == null && variables.areSamples()) {
        moment = Instant.EPOCH;
      }
      if (moment == null) {
        throw new UnrenderableException("a value of the filter epoch is no date");
      }
      try {
        return LongNode.valueOf(unit.between(Instant.EPOCH, moment));
      } catch (ArithmeticException tooMany) {
        throw new UnrenderableException("a value of the filter epoch is too far from 1970");
      }
    }
  }

  /** A number in a pattern of {@link DecimalFormat}; still a number where JSON can write it. */
  record Decimal(String pattern) implements Filter {
    private static final Pattern JSON = Pattern.compile("-?(0|[1-9][0-9]*)(\\.[0-9]+)?");

    /** More than any amount needs; 1e400 would be written out with 400 digits. */
    private static final int MOST_DIGITS = 40;

    @Override
    public @Nullable JsonNode apply(@Nullable JsonNode value, Variables variables) {
      String text = Values.text(value).strip();
      if (text.isEmpty()) {
        return null;
      }
      BigDecimal number = variables.areSamples() ? BigDecimal.ZERO : read(text);
      String written = Decimals.format(pattern, number);
      return JSON.matcher(written).matches()
          ? DecimalNode.valueOf(new BigDecimal(written))
          : StringNode.valueOf(written);
    }

    private static BigDecimal read(String text) {
      try {
        BigDecimal number = new BigDecimal(text);
        if (Math.abs((long) number.precision() - number.scale()) <= MOST_DIGITS
            && Math.abs(number.scale()) <= MOST_DIGITS) {
          return number;
        }
      } catch (NumberFormatException noNumber) {
        throw new UnrenderableException("a value of the filter number is none");
      }
      throw new UnrenderableException("a value of the filter number is too large or too exact");
    }
  }

  /** Capital letters, the same in every locale. */
  record Upper() implements Filter {
    @Override
    public @Nullable JsonNode apply(@Nullable JsonNode value, Variables variables) {
      return value == null ? null : StringNode.valueOf(Values.text(value).toUpperCase(Locale.ROOT));
    }
  }

  /** Small letters, the same in every locale. */
  record Lower() implements Filter {
    @Override
    public @Nullable JsonNode apply(@Nullable JsonNode value, Variables variables) {
      return value == null ? null : StringNode.valueOf(Values.text(value).toLowerCase(Locale.ROOT));
    }
  }

  /** Another text for a value that is missing, null or empty. */
  record Default(String text) implements Filter {
    @Override
    public JsonNode apply(@Nullable JsonNode value, Variables variables) {
      return value == null || Values.isNothing(value) ? StringNode.valueOf(text) : value;
    }
  }

  /**
   * The beginning of a text.
   *
   * @param characters of the result at most, the ending included; a pair of surrogates is one
   * @param ending what stands at the end of a text that was cut
   */
  record Truncate(int characters, String ending) implements Filter {
    @Override
    public @Nullable JsonNode apply(@Nullable JsonNode value, Variables variables) {
      String text = Values.text(value);
      if (value == null || text.codePointCount(0, text.length()) <= characters) {
        return value;
      }
      int kept = characters - ending.codePointCount(0, ending.length());
      return StringNode.valueOf(
          text.substring(0, text.offsetByCodePoints(0, Math.max(0, kept))) + ending);
    }
  }

  /** A text in which each place of another one is replaced. */
  record Replace(String wanted, String replacement) implements Filter {
    /** Short, because the time to search grows with it. */
    static final int MAXIMUM_CHARACTERS = 100;

    /** More than any request may hold. */
    private static final int MAXIMUM_RESULT_CHARACTERS = 512 * 1024;

    @Override
    public @Nullable JsonNode apply(@Nullable JsonNode value, Variables variables) {
      if (value == null) {
        return null;
      }
      String text = Values.text(value);
      StringBuilder out = new StringBuilder(text.length());
      int from = 0;
      for (int at = text.indexOf(wanted); at >= 0; at = text.indexOf(wanted, from)) {
        out.append(text, from, at).append(replacement);
        from = at + wanted.length();
        if (out.length() > MAXIMUM_RESULT_CHARACTERS) {
          throw new UnrenderableException("a value grows too large by the filter replace");
        }
      }
      return StringNode.valueOf(out.append(text, from, text.length()).toString());
    }
  }

  /** A text that Slack shows as it is: no mention, no link (Slack, "Escaping text"). */
  record Slack() implements Filter {
    @Override
    public @Nullable JsonNode apply(@Nullable JsonNode value, Variables variables) {
      return value == null
          ? null
          : StringNode.valueOf(
              Values.text(value).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;"));
    }
  }

  /**
   * A text that a service does not read as Markdown: no link behind other words, no emphasis.
   *
   * @param marks the characters that get a backslash
   */
  record Markdown(String marks) implements Filter {
    /** Discord's: no mention and no heading either. */
    static final Markdown DISCORD = new Markdown("\\*_~`|<>[]#");

    /** That of Adaptive Cards in Teams. */
    static final Markdown TEAMS = new Markdown("\\*_`[]");

    @Override
    public @Nullable JsonNode apply(@Nullable JsonNode value, Variables variables) {
      return value == null
          ? null
          : StringNode.valueOf(Values.escapeMarks(Values.text(value), marks));
    }
  }

  /** A text that stands in HTML, between tags or in an attribute's quotes. */
  record Html() implements Filter {
    @Override
    public @Nullable JsonNode apply(@Nullable JsonNode value, Variables variables) {
      if (value == null) {
        return null;
      }
      StringBuilder out = new StringBuilder();
      XmlText.appendAttribute(out, Values.text(value));
      return StringNode.valueOf(out.toString());
    }
  }

  /** The value as JSON text. */
  record Json() implements Filter {
    @Override
    public JsonNode apply(@Nullable JsonNode value, Variables variables) {
      StringBuilder out = new StringBuilder();
      Values.appendJson(out, value);
      return StringNode.valueOf(out.toString());
    }
  }

  /** The value percent-encoded, for a URL inside a body. */
  record UrlEncode() implements Filter {
    @Override
    public JsonNode apply(@Nullable JsonNode value, Variables variables) {
      StringBuilder out = new StringBuilder();
      PercentEncoding.append(out, Values.text(value));
      return StringNode.valueOf(out.toString());
    }
  }
}
