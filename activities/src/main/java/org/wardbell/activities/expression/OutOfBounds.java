package org.wardbell.activities.expression;

/** The end of an evaluation that wants more than it may have. */
final class OutOfBounds extends RuntimeException {
  OutOfBounds(String message) {
    super(message, null, false, false);
  }
}
