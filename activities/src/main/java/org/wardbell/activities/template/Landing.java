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

  /**
   * Enters a condition or loop; what follows is written if it holds, or for each element.
   *
   * @throws TemplateSyntaxException if none may begin here
   */
  void begin(Piece.Block block);

  /**
   * Goes back to where the innermost block began; what follows is written if it does not hold.
   *
   * @throws TemplateSyntaxException if the first way may not end here
   */
  void otherwise(Piece.Block block);

  /**
   * Leaves the innermost block, whichever way it was taken.
   *
   * @return whether commas belong between what is written for each element
   * @throws TemplateSyntaxException if the second way may not end here
   */
  boolean end(Piece.Block block);

  /**
   * Ends the template.
   *
   * @param position of its end
   * @throws TemplateSyntaxException if it may not end here
   */
  void finish(int position);
}
