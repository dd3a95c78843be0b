package org.wardbell.activities.expression;

/**
 * A failure for want of time in this process. It says nothing about the expression, so the work
 * that needed it is to be done again later.
 */
public final class ExpressionOverload extends RuntimeException {
  ExpressionOverload() {
    super("no processor time for an expression, try again later");
  }
}
