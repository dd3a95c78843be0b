package org.wardbell.activities.expression;

/**
 * This process had no time for an expression. That says nothing about the expression, so whatever
 * needed it is to be done again later.
 */
public final class ExpressionOverload extends RuntimeException {
  ExpressionOverload() {
    super("no processor time for an expression, try again later");
  }
}
