package org.wardbell.activities.template;

import org.jspecify.annotations.Nullable;

/**
 * The places for values in a JSON text: inside a string, or alone where a value stands. It refuses
 * every other place, so that a template that is valid JSON with one set of values is so with all of
 * them. Conditions and loops are the grammar's.
 */
final class JsonLanding implements Landing {
  private static final String VALUE_MAY_FOLLOW = ":,[";
  private static final String MAY_FOLLOW_VALUE = ",]}";

  private final JsonGrammar grammar = new JsonGrammar();
  private boolean inString;
  private boolean escaped;
  private char lastMark = ':';
  private @Nullable Placeholder valueBefore;

  @Override
  public void pass(Piece.Text text) {
    for (int i = 0; i < text.text().length(); i++) {
      char c = text.text().charAt(i);
      grammar.pass(text.position() + i, c);
      if (inString) {
        passInString(c);
      } else if (!Character.isWhitespace(c)) {
        passMark(c);
      }
    }
  }

  private void passInString(char c) {
    if (escaped) {
      escaped = false;
    } else if (c == '\\') {
      escaped = true;
    } else if (c == '"') {
      inString = false;
    }
  }

  private void passMark(char c) {
    if (valueBefore != null && MAY_FOLLOW_VALUE.indexOf(c) < 0) {
      throw notAlone(valueBefore);
    }
    valueBefore = null;
    lastMark = c;
    inString = c == '"';
  }

  @Override
  public Escaping land(Placeholder placeholder) {
    boolean inEscape = grammar.isInEscape();
    grammar.passValue(placeholder.position());
    if (inString) {
      if (inEscape) {
        throw new TemplateSyntaxException(
            placeholder.position(),
            "A backslash stands before a placeholder.",
            "Remove the backslash; values are escaped by themselves.");
      }
      return Escaping.JSON_STRING;
    }
    if (valueBefore != null || VALUE_MAY_FOLLOW.indexOf(lastMark) < 0) {
      throw notAlone(placeholder);
    }
    valueBefore = placeholder;
    return Escaping.JSON_VALUE;
  }

  @Override
  public void begin(Piece.Block block) {
    grammar.begin(block);
    forgetMarks();
  }

  @Override
  public void otherwise(Piece.Block block) {
    grammar.otherwise(block);
    forgetMarks();
  }

  @Override
  public boolean end(Piece.Block block) {
    boolean commas = grammar.end(block);
    forgetMarks();
    return commas;
  }

  /** Leaves it to the grammar, which finds a value that is not alone beside a block too. */
  private void forgetMarks() {
    inString = grammar.isInString();
    escaped = false;
    valueBefore = null;
    lastMark = ':';
  }

  @Override
  public void finish(int position) {
    grammar.finish(position);
  }

  private static TemplateSyntaxException notAlone(Placeholder placeholder) {
    return new TemplateSyntaxException(
        placeholder.position(),
        "A placeholder outside quotes must be a whole JSON value.",
        "Put quotes around the text that it is a part of.");
  }
}
