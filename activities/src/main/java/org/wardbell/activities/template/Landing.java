package org.wardbell.activities.template;

/**
 * The position in a template as it is parsed from its beginning to its end, which decides where
 * each value lands. Created for each template.
 */
interface Landing {
  /** Passes the text that stands before the next placeholder. */
  void pass(Piece.Text text);

  /**
   * Returns the escaping for this placeholder's place.
   *
   * @throws TemplateSyntaxException if no value may stand here
   */
  Escaping land(Placeholder placeholder);
}
