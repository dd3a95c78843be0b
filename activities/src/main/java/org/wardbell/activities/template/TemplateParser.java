package org.wardbell.activities.template;

import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.wardbell.workflows.event.NearNames;

/** The parser that cuts a template into text and placeholders. */
final class TemplateParser {
  private static final String OPEN = "{{";
  private static final String CLOSE = "}}";

  /** {@code name}, {@code patient.address.city}, {@code bill_items.0.name}. */
  private static final Pattern PATH =
      Pattern.compile("[A-Za-z_][A-Za-z0-9_-]*(?:\\.[A-Za-z0-9_-]+)*");

  private static final Pattern FILTER_NAME = Pattern.compile("[A-Za-z0-9_]+");
  private static final Pattern SPACES = Pattern.compile("[ \\t]*");

  private final String source;
  private final List<Piece> pieces = new ArrayList<>();
  private int at;

  private TemplateParser(String source) {
    this.source = source;
  }

  static List<Piece> parse(String source) {
    return new TemplateParser(source).pieces();
  }

  private List<Piece> pieces() {
    int open = source.indexOf(OPEN);
    while (open >= 0) {
      addText(open);
      addPlaceholder(open);
      open = source.indexOf(OPEN, at);
    }
    addText(source.length());
    return pieces;
  }

  private void addText(int end) {
    if (end > at) {
      pieces.add(new Piece.Text(at, source.substring(at, end)));
    }
  }

  private void addPlaceholder(int open) {
    at = open + OPEN.length();
    skipSpaces();
    String path = take(PATH);
    if (path == null) {
      throw new TemplateSyntaxException(
          at, "A variable's name is missing.", "Write it like {{patient_name}}.");
    }
    List<Filter> filters = new ArrayList<>();
    skipSpaces();
    while (at < source.length() && source.charAt(at) == '|') {
      at++;
      filters.add(filter());
      skipSpaces();
    }
    if (!source.startsWith(CLOSE, at)) {
      throw new TemplateSyntaxException(
          at,
          "A placeholder is not closed, or something stands in it that is no filter.",
          "Close it with }}, and put | before each filter.");
    }
    at += CLOSE.length();
    pieces.add(new Placeholder(open, List.of(path.split("\\.")), filters));
  }

  private Filter filter() {
    skipSpaces();
    int position = at;
    String name = take(FILTER_NAME);
    String argument = argument();
    if (name == null) {
      throw unknownFilter(position, "");
    }
    return switch (name) {
      case "e164" -> without(position, name, argument, new Filter.E164());
      case "upper" -> without(position, name, argument, new Filter.Upper());
      case "lower" -> without(position, name, argument, new Filter.Lower());
      case "json" -> without(position, name, argument, new Filter.Json());
      case "urlencode" -> without(position, name, argument, new Filter.UrlEncode());
      case "default" -> new Filter.Default(with(position, name, argument));
      case "date" -> new Filter.Date(datePattern(position, with(position, name, argument)));
      default -> throw unknownFilter(position, name);
    };
  }

  /** Returns the text in quotes after a colon, or null if there is no colon. */
  private @Nullable String argument() {
    skipSpaces();
    if (at >= source.length() || source.charAt(at) != ':') {
      return null;
    }
    at++;
    skipSpaces();
    int start = at + 1;
    char quote = at < source.length() ? source.charAt(at) : ' ';
    int end = quote == '"' || quote == '\'' ? source.indexOf(quote, start) : -1;
    if (end < 0) {
      throw new TemplateSyntaxException(
          at, "A filter's argument needs quotes.", "Write it like default:\"none\".");
    }
    at = end + 1;
    return source.substring(start, end);
  }

  private static Filter without(
      int position, String name, @Nullable String argument, Filter filter) {
    if (argument != null) {
      throw new TemplateSyntaxException(
          position, "The filter " + name + " takes no argument.", "Write just | " + name + ".");
    }
    return filter;
  }

  private static String with(int position, String name, @Nullable String argument) {
    if (argument == null) {
      throw new TemplateSyntaxException(
          position,
          "The filter " + name + " needs an argument.",
          "Write it like " + (name.equals("date") ? "date:\"d MMM yyyy\"." : "default:\"none\"."));
    }
    return argument;
  }

  private static DateTimeFormatter datePattern(int position, String pattern) {
    try {
      return DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH);
    } catch (IllegalArgumentException e) {
      throw new TemplateSyntaxException(
          position,
          "\"" + pattern + "\" is not a date pattern.",
          "Use letters such as yyyy, MM, dd, HH and mm, other text in single quotes.");
    }
  }

  private static TemplateSyntaxException unknownFilter(int position, String name) {
    List<String> near = NearNames.of(name, Filter.NAMES);
    return new TemplateSyntaxException(
        position,
        "There is no filter \"" + name + "\".",
        near.isEmpty()
            ? "Use one of " + String.join(", ", Filter.NAMES) + "."
            : "Did you mean " + String.join(" or ", near) + "?");
  }

  private @Nullable String take(Pattern pattern) {
    Matcher matcher = pattern.matcher(source).region(at, source.length());
    if (!matcher.lookingAt()) {
      return null;
    }
    at = matcher.end();
    return matcher.group();
  }

  private void skipSpaces() {
    take(SPACES);
  }
}
