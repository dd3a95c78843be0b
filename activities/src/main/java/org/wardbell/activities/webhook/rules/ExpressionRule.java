package org.wardbell.activities.webhook.rules;

import org.jspecify.annotations.Nullable;
import org.wardbell.activities.expression.Expression;
import org.wardbell.activities.expression.ExpressionSyntaxException;

/** Filters and transformations must compile; what they do with an event shows a test or preview. */
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
