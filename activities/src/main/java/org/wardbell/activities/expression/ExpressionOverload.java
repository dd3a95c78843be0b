package org.wardbell.activities.expression;

/**
 * An expression or schema that was not evaluated to its end. It says nothing about the document, so
 * the work that needed it is to be done again later.
 */
public final class ExpressionOverload extends RuntimeException {
  /** The reasons. */
  public enum Reason {
    /** It used up its processor time on this document. */
    SLOW("it takes too long"),
    /** It was slow on a document as large as this one a moment ago, and rests. */
    RESTING("it took too long a moment ago, and rests for a minute"),
    /** The expressions of the event or of its clinic used up their time together. */
    ALLOWANCE("the expressions took too long together"),
    /** All places are taken by others, or this machine is overloaded. */
    BUSY("there is no free place for it now");

    private final String words;

    Reason(String words) {
      this.words = words;
    }
  }

  private final Reason reason;

  ExpressionOverload(Reason reason) {
    super(reason.words);
    this.reason = reason;
  }

  /** Returns the reason. */
  public Reason reason() {
    return reason;
  }

  /** Returns whether it is the expression's own doing, and not that of others. */
  public boolean isSlow() {
    return reason == Reason.SLOW || reason == Reason.RESTING;
  }
}
