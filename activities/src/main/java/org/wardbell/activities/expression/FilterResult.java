package org.wardbell.activities.expression;

/** The result of a filter for one document. */
public sealed interface FilterResult {
  /** It says whether. */
  record Said(boolean matches) implements FilterResult {}

  /** It does not work with this document; the reason quotes no value. */
  record Failed(String reason) implements FilterResult {}

  /** It was not evaluated to its end, and is to be asked again later. */
  record Deferred(ExpressionOverload.Reason reason) implements FilterResult {}
}
