package org.wardbell.activities.pem;

/** A text that is not what it should be. Its message and fix are for people and quote nothing. */
public final class UnreadablePem extends Exception {
  private static final long serialVersionUID = 1L;

  private final String fix;

  UnreadablePem(String message, String fix) {
    super(message);
    this.fix = fix;
  }

  /** What to do about it. */
  public String fix() {
    return fix;
  }
}
