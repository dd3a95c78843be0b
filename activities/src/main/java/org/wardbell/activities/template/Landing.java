package org.wardbell.activities.template;

/**
 * Follows a template from its beginning to its end, and knows where each value lands. Made anew for
 * each template.
 */
interface Landing {
  /** Text that stands before the next placeholder. */
  void pass(Piece.Text text);

  /**
   * Where this placeholder's value lands.
   *
   * @throws TemplateSyntaxException if no value may stand here
   */
  Escaping land(Placeholder placeholder);
}
