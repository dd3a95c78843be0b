package org.wardbell.activities.template;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.regex.Pattern;

/**
 * The places for values in XML or HTML: between tags, or between the quotes of an attribute. Every
 * other place is refused: in a tag's name, a comment or an entity a value would be more than a
 * value, and CDATA has no escape.
 */
final class XmlLanding implements Landing {
  private enum State {
    TEXT("", ""),
    TAG("<", ">"),
    DOUBLE_QUOTES("\"", "\""),
    SINGLE_QUOTES("'", "'"),
    COMMENT("<!--", "-->"),
    CDATA("<![CDATA[", "]]>"),
    DECLARATION("<!", ">"),
    INSTRUCTION("<?", "?>");

    private final String start;
    private final String end;

    State(String start, String end) {
      this.start = start;
      this.end = end;
    }

    boolean isOver(String text, int at) {
      return text.startsWith(end, at);
    }
  }

  /** What could end in {@code ]]>}, which text must not contain, after another way. */
  private static final Pattern CDATA_END = Pattern.compile("]?>");

  private State state = State.TEXT;
  private final Deque<State> blocks = new ArrayDeque<>();
  private boolean inReference;
  private boolean besideBlock;

  @Override
  public void pass(Piece.Text piece) {
    String text = piece.text();
    if (besideBlock && state == State.TEXT && CDATA_END.matcher(text).lookingAt()) {
      throw refused(
          piece.position(),
          "A > cannot stand right beside a condition or loop",
          "Write &gt; for it.");
    }
    besideBlock = false;
    for (int i = 0; i < text.length(); ) {
      i += pass(text, i);
    }
  }

  /** Passes one character or one mark, and says how long it is. */
  private int pass(String text, int at) {
    switch (state) {
      case TEXT -> {
        if (text.charAt(at) == '<') {
          return enter(opened(text, at));
        }
        passReference(text.charAt(at));
      }
      case TAG -> {
        switch (text.charAt(at)) {
          case '"' -> state = State.DOUBLE_QUOTES;
          case '\'' -> state = State.SINGLE_QUOTES;
          case '>' -> state = State.TEXT;
          default -> {}
        }
      }
      case DOUBLE_QUOTES, SINGLE_QUOTES -> {
        passReference(text.charAt(at));
        if (state.isOver(text, at)) {
          state = State.TAG;
        }
      }
      case COMMENT, CDATA, DECLARATION, INSTRUCTION -> {
        if (state.isOver(text, at)) {
          int length = state.end.length();
          state = State.TEXT;
          return length;
        }
      }
    }
    return 1;
  }

  private int enter(State opened) {
    state = opened;
    inReference = false;
    return opened.start.length();
  }

  private static State opened(String text, int at) {
    for (State each : new State[] {State.COMMENT, State.CDATA, State.DECLARATION}) {
      if (text.startsWith(each.start, at)) {
        return each;
      }
    }
    return text.startsWith(State.INSTRUCTION.start, at) ? State.INSTRUCTION : State.TAG;
  }

  private void passReference(char c) {
    if (c == '&') {
      inReference = true;
    } else if (c == ';' || Character.isWhitespace(c) || c == '"' || c == '\'') {
      inReference = false;
    }
  }

  @Override
  public Escaping land(Placeholder placeholder) {
    if (inReference) {
      throw refused(placeholder, "in an entity (&…;)", "Write &amp; for an ampersand.");
    }
    return switch (state) {
      case TEXT -> Escaping.XML_TEXT;
      case DOUBLE_QUOTES, SINGLE_QUOTES -> Escaping.XML_ATTRIBUTE;
      case TAG ->
          throw refused(
              placeholder,
              "inside a tag, outside quotes",
              "Put it between tags, or quotes around it if it is an attribute's value.");
      case COMMENT -> throw refused(placeholder, "in a comment", "Put it between tags.");
      case CDATA ->
          throw refused(
              placeholder, "in CDATA", "Remove the CDATA; values are escaped by themselves.");
      case DECLARATION, INSTRUCTION ->
          throw refused(placeholder, "in a declaration", "Put it between tags.");
    };
  }

  @Override
  public void begin(Piece.Block block) {
    blocks.push(state);
    stay(block);
  }

  @Override
  public void otherwise(Piece.Block block) {
    stay(block);
  }

  @Override
  public boolean end(Piece.Block block) {
    stay(block);
    blocks.pop();
    return false;
  }

  /**
   * Checks that a way ends in the same place that it began in; elements are checked by a parser.
   */
  private void stay(Piece.Block block) {
    boolean holdsText =
        state == State.TEXT || state == State.DOUBLE_QUOTES || state == State.SINGLE_QUOTES;
    if (!holdsText || inReference || state != blocks.getFirst()) {
      throw refused(
          block.position(),
          "A condition or loop begins and ends between tags, or inside the quotes of one attribute",
          "Let it hold whole elements or text only.");
    }
    besideBlock = true;
  }

  @Override
  public void finish(int position) {}

  private static TemplateSyntaxException refused(
      Placeholder placeholder, String place, String fix) {
    return refused(placeholder.position(), "A variable cannot stand " + place, fix);
  }

  private static TemplateSyntaxException refused(int position, String problem, String fix) {
    return new TemplateSyntaxException(position, problem + ".", fix);
  }
}
