package org.wardbell.activities.template;

/** A value that cannot stand where a template puts it. Its message never quotes the value. */
public final class UnrenderableException extends RuntimeException {
  /**
   * @param message names the place, not the value
   */
  public UnrenderableException(String message) {
    super(message);
  }
}
