package org.wardbell.activities.template;

/**
 * A template that cannot be understood. Its message says where (counted from 1) and what is wrong.
 */
public final class TemplateSyntaxException extends RuntimeException {
  private final String fix;

  TemplateSyntaxException(int position, String problem, String fix) {
    super("Position " + (position + 1) + ": " + problem);
    this.fix = fix;
  }

  /** What to do about it, as a sentence. */
  public String fix() {
    return fix;
  }
}
