package org.wardbell.activities.expression.evaluator;

import com.dashjoin.jsonata.Functions;
import com.dashjoin.jsonata.JException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** {@code $replace}: the one function whose result can be the product of all its arguments. */
final class BoundedReplace {
  private BoundedReplace() {}

  static @Nullable Object replace(Object input, List<?> arguments) throws Throwable {
    if (!(BoundedFunctions.argument(arguments, 0) instanceof String text)) {
      return null;
    }
    Object replacement = BoundedFunctions.argument(arguments, 2);
    int limit = BoundedFunctions.limit(arguments, 3);
    return switch (BoundedFunctions.argument(arguments, 1)) {
      case String part when part.isEmpty() -> throw new JException("D3010", -1);
      case String part -> all(BoundedFunctions.literal(part), text, replacement, limit, true);
      case Pattern pattern -> all(pattern, text, replacement, limit, false);
      case null, default -> throw BoundedFunctions.noPattern();
    };
  }

  private static String all(
      Pattern pattern, String text, @Nullable Object replacement, int limit, boolean literal)
      throws Throwable {
    Matcher matcher = BoundedFunctions.matcher(pattern, text);
    StringBuilder out = new StringBuilder();
    int from = 0;
    for (int count = 0; count < limit && matcher.find(); count++) {
      if (matcher.end() == matcher.start()) {
        throw new JException("D1004", -1); // A match of nothing has no end.
      }
      out.append(text, from, matcher.start());
      switch (replacement) {
        case String fixed when literal -> out.append(fixed);
        case String fixed -> expand(out, fixed, matcher);
        case null -> throw BoundedFunctions.noPattern();
        default -> out.append(called(replacement, matcher));
      }
      Bounds.current().requireLength(out.length());
      from = matcher.end();
    }
    return out.append(text, from, text.length()).toString();
  }

  /**
   * Expands a replacement: {@code $$} is a dollar, {@code $0} the match, {@code $1} a group; other
   * dollars stay.
   */
  private static void expand(StringBuilder out, String replacement, Matcher matcher) {
    for (int i = 0; i < replacement.length(); i++) {
      char c = replacement.charAt(i);
      char next = i + 1 < replacement.length() ? replacement.charAt(i + 1) : ' ';
      if (c == '$' && next == '$') {
        out.append('$');
        i++;
      } else if (c == '$' && next >= '0' && next <= '9') {
        i = appendGroup(out, replacement, i + 1, matcher);
      } else {
        out.append(c);
      }
    }
  }

  /**
   * Appends the group named by as many digits as name one that exists; an absent group is empty.
   */
  private static int appendGroup(StringBuilder out, String replacement, int at, Matcher matcher) {
    int last = at;
    int group = replacement.charAt(at) - '0';
    while (last + 1 < replacement.length()
        && Character.digit(replacement.charAt(last + 1), 10) >= 0
        && group * 10 + Character.digit(replacement.charAt(last + 1), 10) <= matcher.groupCount()) {
      last++;
      group = group * 10 + Character.digit(replacement.charAt(last), 10);
    }
    String value = group <= matcher.groupCount() ? matcher.group(group) : null;
    out.append(value == null ? "" : value);
    return last;
  }

  private static String called(Object function, Matcher matcher) throws Throwable {
    List<@Nullable String> groups = new ArrayList<>();
    for (int group = 1; group <= matcher.groupCount(); group++) {
      groups.add(matcher.group(group));
    }
    Map<String, Object> match = new LinkedHashMap<>();
    match.put("match", matcher.group());
    match.put("index", matcher.start());
    match.put("groups", groups);
    if (Functions.funcApply(function, List.of(match)) instanceof String text) {
      return text;
    }
    throw new JException("D3012", -1);
  }
}
