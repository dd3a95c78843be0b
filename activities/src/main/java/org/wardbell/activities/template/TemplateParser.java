package org.wardbell.activities.template;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The parser that cuts a template into text and placeholders. */
final class TemplateParser {
  private static final String OPEN = "{{";
  private static final String CLOSE = "}}";

  /** {@code name}, {@code patient.address.city}, {@code bill_items.0.name}. */
  private static final Pattern PATH =
      Pattern.compile("[A-Za-z_][A-Za-z0-9_-]*(?:\\.[A-Za-z0-9_-]+)*");

  /**
   * The quotes of an argument; with a backslash, as everybody writes them who thinks of the string
   * in JSON that the placeholder stands in.
   */
  private static final List<String> QUOTES = List.of("\\\"", "\"", "'");

  /** Enough to recognize a word of another language of templates. */
  private static final int LOOK_AHEAD = 8;

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
    if (path == null && at < source.length() && "#/^!>&{".indexOf(source.charAt(at)) >= 0) {
      throw notAVariable(source.substring(at, Math.min(source.length(), at + LOOK_AHEAD)));
    }
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

  private TemplateSyntaxException notAVariable(String text) {
    if (text.startsWith("#each") || text.startsWith("#for")) {
      return new TemplateSyntaxException(
          at,
          "There are no loops in templates.",
          "Use transform instead of body, in JSONata, such as"
              + " {\"text\": $join(data.bill_items.(name & \": \" & $string(price)), \"\\n\")}.");
    }
    if (text.startsWith("{")) {
      return new TemplateSyntaxException(
          at, "A variable stands in two braces.", "Write it like {{patient_name}}.");
    }
    return new TemplateSyntaxException(
        at,
        "There are no conditions, sections and comments in templates.",
        "Use default:\"…\" for a value that may be missing; or transform instead of body, in JSONata,"
            + " such as {\"text\": data.patient_name ? \"Dear \" & data.patient_name : \"Dear patient\"};"
            + " or two webhooks, each with a filter.");
  }

  private Filter filter() {
    skipSpaces();
    int position = at;
    String name = take(FILTER_NAME);
    return FilterParser.filter(position, name == null ? "" : name, arguments());
  }

  /** Returns the texts in quotes after a colon, separated by commas. */
  private List<String> arguments() {
    List<String> arguments = new ArrayList<>();
    skipSpaces();
    char mark = ':';
    while (at < source.length() && source.charAt(at) == mark) {
      at++;
      skipSpaces();
      arguments.add(argument());
      skipSpaces();
      mark = ',';
    }
    return arguments;
  }

  private String argument() {
    for (String quote : QUOTES) {
      if (source.startsWith(quote, at)) {
        int start = at + quote.length();
        int end = source.indexOf(quote, start);
        if (end >= 0) {
          at = end + quote.length();
          return source.substring(start, end);
        }
      }
    }
    throw new TemplateSyntaxException(
        at,
        "A filter's argument needs quotes.",
        "Write it like default:\"none\" or default:'none'.");
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
