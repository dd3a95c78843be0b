package org.wardbell.activities.expression.evaluator;

import com.dashjoin.jsonata.Functions;
import com.dashjoin.jsonata.JException;
import com.dashjoin.jsonata.Jsonata;
import com.dashjoin.jsonata.Jsonata.JFunction;
import com.dashjoin.jsonata.Jsonata.JFunctionCallable;
import com.dashjoin.jsonata.Utils;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Bounded versions of the functions of JSONata that could do too much in a single step: those that
 * multiply lengths, and those that run regular expressions. {@code $eval} is refused. Signatures
 * are the library's.
 */
final class BoundedFunctions {
  private static final Map<String, String> SIGNATURES_OF_PICTURES =
      Map.of(
          "formatNumber", "<n-so?:s>",
          "formatInteger", "<n-s:s>",
          "parseInteger", "<s-s:n>",
          "fromMillis", "<n-s?s?:s>",
          "toMillis", "<s-s?:n>",
          "now", "<s?s?:s>");

  /** A double would lose some of so many digits. */
  private static final Pattern LONG_NUMBER = Pattern.compile("-?[1-9][0-9]{15,999}");

  private BoundedFunctions() {}

  /** Puts them in the place of the library's, for one expression. */
  static void register(Jsonata expression) {
    register(expression, "pad", "<s-ns?:s>", BoundedFunctions::pad);
    register(expression, "join", "<a<s>s?:s>", BoundedFunctions::join);
    register(expression, "contains", "<s-(sf):b>", BoundedFunctions::contains);
    register(expression, "match", "<s-f<s:o>n?:a<o>>", BoundedFunctions::match);
    register(expression, "split", "<s-(sf)n?:a<s>>", BoundedFunctions::split);
    register(expression, "replace", "<s-(sf)(sf)n?:s>", BoundedReplace::replace);
    register(expression, "eval", "<sx?:x>", (_, _) -> refuseEval());
    register(expression, "substringBefore", "<s-s:s>", BoundedFunctions::before);
    register(expression, "substringAfter", "<s-s:s>", BoundedFunctions::after);
    register(expression, "number", "<(nsb)-:n>", BoundedFunctions::number);
    register(expression, "round", "<n-n?:n>", BoundedFunctions::round);
    register(expression, "sum", "<a<n>:n>", BoundedFunctions::sum);
    SIGNATURES_OF_PICTURES.forEach(
        (name, signature) ->
            register(
                expression,
                name,
                signature,
                Objects.requireNonNull(BoundedPictures.ALL.get(name))));
    // The library's remembers the time of whichever expression this thread saw first.
    register(expression, "millis", "<:n>", (_, _) -> System.currentTimeMillis());
  }

  private static void register(
      Jsonata expression, String name, String signature, JFunctionCallable function) {
    expression.registerFunction(name, new JFunction(function, signature));
  }

  private static Object refuseEval() {
    throw new JException("$eval is not available", -1);
  }

  static @Nullable Object argument(List<?> arguments, int index) {
    return index < arguments.size() ? arguments.get(index) : null;
  }

  /** Returns the greatest number of results asked for, or no limit. */
  static int limit(List<?> arguments, int index) {
    if (!(argument(arguments, index) instanceof Number number)) {
      return Integer.MAX_VALUE;
    }
    if (number.doubleValue() < 0) {
      throw new JException("D3040", -1, number);
    }
    return number.intValue();
  }

  static Matcher matcher(Pattern pattern, String text) {
    return pattern.matcher(new WatchedText(text, Bounds.current()));
  }

  static Pattern literal(String text) {
    return Pattern.compile(text, Pattern.LITERAL);
  }

  private static @Nullable Object before(Object input, List<?> arguments) {
    return part(arguments, (text, found) -> text.substring(0, found.start()));
  }

  private static @Nullable Object after(Object input, List<?> arguments) {
    return part(arguments, (text, found) -> text.substring(found.end()));
  }

  /** Returns a part of a text, all of it if the other text is not in it. */
  private static @Nullable Object part(List<?> arguments, BiFunction<String, Matcher, String> cut) {
    if (!(argument(arguments, 0) instanceof String text)) {
      return null;
    }
    if (!(argument(arguments, 1) instanceof String other)) {
      return text;
    }
    Matcher found = matcher(literal(other), text);
    return found.find() ? cut.apply(text, found) : text;
  }

  private static @Nullable Object number(Object input, List<?> arguments) {
    return argument(arguments, 0) instanceof String text && LONG_NUMBER.matcher(text).matches()
        ? ExactNumber.of(new BigDecimal(text))
        : argument(arguments, 0) instanceof ExactNumber exact
            ? exact
            : Functions.number(argument(arguments, 0));
  }

  private static @Nullable Object round(Object input, List<?> arguments) {
    if (argument(arguments, 0) instanceof ExactNumber exact) {
      var _ = exact.doubleValue(); // The library's reads its digits, and returns a double of them.
    }
    return Functions.round((Number) argument(arguments, 0), (Number) argument(arguments, 1));
  }

  private static @Nullable Object sum(Object input, List<?> arguments) {
    if (!(argument(arguments, 0) instanceof List<?> numbers)) {
      return null;
    }
    Number sum = 0;
    for (Object each : numbers) {
      Bounds.current().step();
      Number next = (Number) each;
      Number exact = ExactNumber.calculate(sum, "+", next);
      if (exact == null) {
        sum = sum.doubleValue() + next.doubleValue();
      } else {
        sum = exact;
      }
    }
    return sum instanceof Double ? Utils.convertNumber(sum) : sum;
  }

  private static @Nullable Object pad(Object input, List<?> arguments) {
    if (!(argument(arguments, 0) instanceof String text)
        || !(argument(arguments, 1) instanceof Number width)) {
      return null;
    }
    long wanted = Math.abs(width.longValue());
    Bounds.current().requireLength(wanted);
    int missing = (int) wanted - text.codePointCount(0, text.length());
    if (missing <= 0) {
      return text;
    }
    String unit = argument(arguments, 2) instanceof String given && !given.isEmpty() ? given : " ";
    int[] points = unit.codePoints().toArray();
    StringBuilder padding = new StringBuilder();
    for (int i = 0; i < missing; i++) {
      padding.appendCodePoint(points[i % points.length]);
    }
    return width.longValue() < 0 ? padding + text : text + padding;
  }

  private static @Nullable Object join(Object input, List<?> arguments) {
    if (!(argument(arguments, 0) instanceof List<?> texts)) {
      return null;
    }
    String separator = argument(arguments, 1) instanceof String given ? given : "";
    StringBuilder joined = new StringBuilder();
    for (int i = 0; i < texts.size(); i++) {
      joined.append(i == 0 ? "" : separator).append(texts.get(i));
      Bounds.current().requireLength(joined.length());
    }
    return joined.toString();
  }

  private static @Nullable Object contains(Object input, List<?> arguments) {
    if (!(argument(arguments, 0) instanceof String text)) {
      return null;
    }
    return switch (argument(arguments, 1)) {
      case String part -> matcher(literal(part), text).find();
      case Pattern pattern -> matcher(pattern, text).find();
      case null, default -> throw noPattern();
    };
  }

  static JException noPattern() {
    return new JException("T0410", -1);
  }

  private static @Nullable Object match(Object input, List<?> arguments) {
    if (!(argument(arguments, 0) instanceof String text)) {
      return null;
    }
    if (!(argument(arguments, 1) instanceof Pattern pattern)) {
      throw noPattern();
    }
    int limit = limit(arguments, 2);
    List<Object> found = Utils.createSequence();
    Matcher matcher = matcher(pattern, text);
    long size = 0;
    while (found.size() < limit && matcher.find()) {
      List<@Nullable String> groups = new ArrayList<>();
      for (int group = 1; group <= matcher.groupCount(); group++) {
        groups.add(matcher.group(group));
        size += 1 + (matcher.group(group) == null ? 0 : matcher.group(group).length());
      }
      Map<String, Object> each = new LinkedHashMap<>();
      each.put("match", matcher.group());
      each.put("index", matcher.start());
      each.put("groups", groups);
      found.add(each);
      size += 3L + matcher.group().length();
      Bounds.current().requireLength(size);
    }
    return found;
  }

  private static @Nullable Object split(Object input, List<?> arguments) {
    if (!(argument(arguments, 0) instanceof String text)) {
      return null;
    }
    int limit = limit(arguments, 2);
    List<String> parts = new ArrayList<>();
    if (argument(arguments, 1) instanceof String separator && separator.isEmpty()) {
      text.codePoints().limit(limit).forEach(point -> parts.add(Character.toString(point)));
      return parts;
    }
    Pattern separator =
        switch (argument(arguments, 1)) {
          case String fixed -> literal(fixed);
          case Pattern pattern -> pattern;
          case null, default -> throw noPattern();
        };
    Matcher matcher = matcher(separator, text);
    int from = 0;
    while (parts.size() < limit && matcher.find()) {
      if (matcher.end() > 0) {
        parts.add(text.substring(from, matcher.start()));
        from = matcher.end();
      }
    }
    if (parts.size() < limit) {
      parts.add(text.substring(from));
    }
    return parts;
  }
}
