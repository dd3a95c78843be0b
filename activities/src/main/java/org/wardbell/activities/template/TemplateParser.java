package org.wardbell.activities.template;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The parser that cuts a template into text, placeholders and blocks. */
final class TemplateParser {
  private static final String OPEN = "{{";
  private static final String CLOSE = "}}";

  private static final String ELSE = "else";

  /** Each may be tried when a webhook is saved. */
  private static final int MAXIMUM_BLOCKS = 50;

  private static final int MAXIMUM_DEPTH = 4;

  /**
   * {@code name}, {@code patient.address.city}, {@code bill_items.0.name}, {@code @last}. A group
   * that may give back what it took would need a frame of the stack for each of its steps.
   */
  private static final Pattern PATH =
      Pattern.compile(
          "@(?:index|number|first|last)|[A-Za-z_][A-Za-z0-9_-]*+(?:\\.[A-Za-z0-9_-]++)*+");

  /**
   * The quotes of an argument; with a backslash, as everybody writes them who thinks of the string
   * in JSON that the placeholder stands in.
   */
  private static final List<String> QUOTES = List.of("\\\"", "\"", "'");

  /** Enough to recognize a word of another language of templates. */
  private static final int LOOK_AHEAD = 8;

  private static final Pattern WORD = Pattern.compile("[a-z]*");
  private static final Pattern FILTER_NAME = Pattern.compile("[A-Za-z0-9_]+");
  private static final Pattern SPACES = Pattern.compile("[ \\t]*");

  private final String source;
  private final Deque<Piece.Kind> blocks = new ArrayDeque<>();
  private int at;
  private int count;

  /** Where the last word of a block was found. */
  private int wordAt;

  private TemplateParser(String source) {
    this.source = source;
  }

  static List<Piece> parse(String source) {
    return new TemplateParser(source).pieces(0);
  }

  /**
   * Returns the pieces up to {@code {{else}}} or the end of the innermost block, if one is open.
   */
  private List<Piece> pieces(int openedAt) {
    List<Piece> pieces = new ArrayList<>();
    int open = source.indexOf(OPEN, at);
    while (open >= 0) {
      addText(pieces, open);
      int inside = open + OPEN.length();
      if (!blocks.isEmpty() && (takeWord(inside, ELSE) || takeWord(inside, end()))) {
        return pieces;
      }
      at = inside;
      pieces.add(takeWord(inside, "#") ? block(open) : placeholder(open));
      open = source.indexOf(OPEN, at);
    }
    if (!blocks.isEmpty()) {
      throw new TemplateSyntaxException(
          openedAt, "This condition or loop is not closed.", "Write {{" + end() + "}} after it.");
    }
    addText(pieces, source.length());
    return pieces;
  }

  private void addText(List<Piece> pieces, int end) {
    if (end > at) {
      pieces.add(new Piece.Text(at, source.substring(at, end)));
    }
    at = end;
  }

  /** Returns the word that ends the innermost block. */
  private String end() {
    return "/" + blocks.getFirst().word();
  }

  private Piece block(int open) {
    String word = take(WORD);
    Piece.Kind kind = null;
    for (Piece.Kind each : Piece.Kind.values()) {
      if (each.word().equals(word)) {
        kind = each;
      }
    }
    if (kind == null) {
      throw notAVariable("#");
    }
    skipSpaces();
    List<String> path = path();
    skipSpaces();
    if (path == null || !source.startsWith(CLOSE, at)) {
      throw new TemplateSyntaxException(
          at,
          "After #" + kind.word() + " stands one variable, and nothing else.",
          "Write it like {{#"
              + kind.word()
              + (kind == Piece.Kind.EACH ? " bill_items}}." : " encounter_id}}."));
    }
    at += CLOSE.length();
    if (++count > MAXIMUM_BLOCKS || blocks.size() == MAXIMUM_DEPTH) {
      throw new TemplateSyntaxException(
          open,
          "There are more than "
              + MAXIMUM_BLOCKS
              + " conditions and loops, or more than "
              + MAXIMUM_DEPTH
              + " inside each other.",
          "Use transform instead of body, or several webhooks, each with a filter.");
    }
    blocks.push(kind);
    List<Piece> then = pieces(open);
    List<Piece> otherwise = source.startsWith(ELSE, wordAt) ? pieces(open) : List.of();
    if (source.startsWith(ELSE, wordAt)) {
      throw new TemplateSyntaxException(
          wordAt, "There is a second {{else}}.", "Write one, or a condition inside the first.");
    }
    blocks.pop();
    return new Piece.Block(open, kind, path, then, otherwise);
  }

  private Piece placeholder(int open) {
    skipSpaces();
    List<String> path = path();
    if (path == null && at < source.length() && "/^!>&{".indexOf(source.charAt(at)) >= 0) {
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
    int close = at;
    at += CLOSE.length();
    return new Placeholder(open, close, path, filters);
  }

  /** Returns the variable that stands here; null if none does. */
  private @Nullable List<String> path() {
    int position = at;
    String path = take(PATH);
    if (path != null && path.startsWith("@") && !blocks.contains(Piece.Kind.EACH)) {
      throw new TemplateSyntaxException(
          position, path + " stands inside {{#each}} only.", "Remove it here.");
    }
    return path == null ? null : List.of(path.split("\\."));
  }

  private TemplateSyntaxException notAVariable(String text) {
    if (text.startsWith("{")) {
      return new TemplateSyntaxException(
          at, "A variable stands in two braces.", "Write it like {{patient_name}}.");
    }
    if (text.startsWith("/")) {
      return new TemplateSyntaxException(
          at,
          blocks.isEmpty()
              ? "This closes nothing."
              : "Another condition or loop is to be closed first.",
          blocks.isEmpty() ? "Remove it." : "Write {{" + end() + "}}.");
    }
    return new TemplateSyntaxException(
        at,
        "There are conditions, loops and variables in templates, and nothing else.",
        "Write {{#if x}}…{{else}}…{{/if}}, {{#unless x}}…{{/unless}} or {{#each x}}…{{/each}}; for more"
            + " use transform instead of body.");
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

  /** Steps behind a word, and behind the braces after it if it is a whole tag. */
  private boolean takeWord(int inside, String word) {
    at = inside;
    skipSpaces();
    if (!source.startsWith(word, at)) {
      return false;
    }
    wordAt = at;
    at += word.length();
    if (word.equals("#")) {
      return true;
    }
    skipSpaces();
    boolean whole = source.startsWith(CLOSE, at);
    at += whole ? CLOSE.length() : 0;
    return whole;
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
