package org.wardbell.activities.expression;

/** An expression that cannot be parsed. The message names the fault and its position. */
public final class ExpressionSyntaxException extends RuntimeException {
  ExpressionSyntaxException(String message) {
    super(message);
  }
}
