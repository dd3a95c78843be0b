package org.wardbell.activities.template;

/**
 * A template that cannot be parsed. The message names the fault and its position, counted from 1.
 */
public final class TemplateSyntaxException extends RuntimeException {
  private final String fix;

  TemplateSyntaxException(int position, String problem, String fix) {
    super("Position " + (position + 1) + ": " + problem);
    this.fix = fix;
  }

  /** Returns the remedy, as a sentence. */
  public String fix() {
    return fix;
  }
}
