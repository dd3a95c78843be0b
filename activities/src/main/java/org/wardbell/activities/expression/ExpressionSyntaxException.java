package org.wardbell.activities.expression;

/** An expression that cannot be understood. Its message says what is wrong, and where. */
public final class ExpressionSyntaxException extends RuntimeException {
  ExpressionSyntaxException(String message) {
    super(message);
  }
}
