package org.wardbell.activities.template;

import org.jspecify.annotations.Nullable;

/**
 * The places for values in a JSON text: inside a string, or alone where a value stands. It refuses
 * every other place, so that a template that is valid JSON with one set of values is so with all of
 * them. Strings, conditions and loops are the grammar's.
 */
final class JsonLanding implements Landing {
  private static final String VALUE_MAY_FOLLOW = ":,[";
  private static final String MAY_FOLLOW_VALUE = ",]}";

  private final JsonGrammar grammar = new JsonGrammar();
  private char lastMark = ':';
  private @Nullable Placeholder valueBefore;

  @Override
  public void pass(Piece.Text text) {
    for (int i = 0; i < text.text().length(); i++) {
      char c = text.text().charAt(i);
      boolean inString = grammar.isInString();
      grammar.pass(text.position() + i, c);
      if (!inString && !Character.isWhitespace(c)) {
        passMark(c);
      }
    }
  }

  private void passMark(char c) {
    if (valueBefore != null && MAY_FOLLOW_VALUE.indexOf(c) < 0) {
      throw notAlone(valueBefore);
    }
    valueBefore = null;
    lastMark = c;
  }

  @Override
  public Escaping land(Placeholder placeholder) {
    grammar.passValue(placeholder.position());
    if (grammar.isInString()) {
      if (grammar.isInEscape()) {
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
