package org.wardbell.activities.expression;

/** An expression that did not work for one event. Its message quotes no value. */
public final class ExpressionFailure extends RuntimeException {
  ExpressionFailure(String message) {
    super(message);
  }
}
