package org.wardbell.activities.pem;

/**
 * A text that is not PEM of the wanted kind. Its message and fix are for people and quote nothing.
 */
public final class UnreadablePem extends Exception {
  private static final long serialVersionUID = 1L;

  private final String fix;

  UnreadablePem(String message, String fix) {
    super(message);
    this.fix = fix;
  }

  /** Returns the remedy, as a sentence. */
  public String fix() {
    return fix;
  }
}
