package org.wardbell.activities.audit;

/** The outcome of an act, as the audit trail keeps it; the words are stored, never rename one. */
public enum AuditOutcome {
  /** It happened; its row is of the same commit. */
  DONE("done"),
  /** It was ordered, and happens outside of the database: a test, an exchange of a code. */
  ORDERED("ordered"),
  /** It was tried and did not succeed. */
  FAILED("failed"),
  /** It was not allowed. */
  REFUSED("refused");

  /** The word in the database and in answers. */
  public final String word;

  AuditOutcome(String word) {
    this.word = word;
  }
}
