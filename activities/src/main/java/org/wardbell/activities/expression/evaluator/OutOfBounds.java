package org.wardbell.activities.expression.evaluator;

/** The end of an evaluation that wants more than it may have. Its message quotes no value. */
public final class OutOfBounds extends RuntimeException {
  private final boolean time;

  /** Creates one that would end the same way each time. */
  public OutOfBounds(String message) {
    this(message, false);
  }

  private OutOfBounds(String message, boolean time) {
    super(message, null, false, false);
    this.time = time;
  }

  static OutOfBounds ofTime() {
    return new OutOfBounds("it takes too long", true);
  }

  /** Returns whether it computed for too long; everything else would be the same another time. */
  boolean isTime() {
    return time;
  }
}
