package org.wardbell.activities.expression;

import java.util.List;
import java.util.UUID;
import org.wardbell.activities.expression.evaluator.Question;
import org.wardbell.activities.expression.evaluator.SchemaMisfit;

/** A JSON Schema. A check may compute for 500 ms and allocate 64 MiB. */
public final class DocumentSchema {
  private DocumentSchema() {}

  /**
   * Returns the values of a document that do not fit, at most 20; empty if all is well.
   *
   * @param clinic whose document it is
   * @param document JSON in UTF-8
   * @throws ExpressionFailure if this is no usable schema; the message says why
   * @throws ExpressionOverload if it was not evaluated to its end
   */
  public static List<SchemaMisfit> misfits(UUID clinic, String schema, byte[] document) {
    return SchemaMisfit.read(
        Evaluations.ask(clinic, document, new Question(Question.Kind.SCHEMA, schema)));
  }
}
