package org.wardbell.activities.webhook.rules;

import org.jspecify.annotations.Nullable;
import org.wardbell.activities.expression.Expression;
import org.wardbell.activities.expression.ExpressionSyntaxException;

/**
 * The rule for filters and transformations: they must compile. A test or preview shows their effect
 * on an event.
 */
final class ExpressionRule {
  private ExpressionRule() {}

  static void check(String field, @Nullable String expression, Problems problems) {
    if (expression == null) {
      return;
    }
    try {
      Expression.compile(expression);
    } catch (ExpressionSyntaxException e) {
      problems.add(
          field,
          String.valueOf(e.getMessage()),
          "Write JSONata over id, type, timestamp, clinic_id and data, such as data.patient_id = 23.");
    }
  }
}
