package org.wardbell.activities.delivery;

import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.wardbell.activities.Await;
import org.wardbell.activities.expression.Expression;
import org.wardbell.activities.expression.ExpressionOverload;

/** A wait for the processes that evaluate expressions: on a busy machine they start slowly. */
final class ExpressionsReady {
  private ExpressionsReady() {}

  static void await(UUID clinic) {
    Await.until("expressions are evaluated", () -> isEvaluated(clinic));
  }

  private static boolean isEvaluated(UUID clinic) {
    try {
      return Expression.compile("true").matches(clinic, "{}".getBytes(StandardCharsets.UTF_8));
    } catch (ExpressionOverload busy) {
      return false;
    }
  }
}
