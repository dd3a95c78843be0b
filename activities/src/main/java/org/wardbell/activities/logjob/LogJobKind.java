package org.wardbell.activities.logjob;

/** The kinds of jobs on the execution log. Names are stored. */
public enum LogJobKind {
  /** Writes rows of the log into a file. */
  EXPORT("export"),
  /** Removes deliveries that have ended, with their attempts. */
  REMOVAL("removal"),
  /** Sends deliveries that have ended once more. */
  RESEND("resend"),
  /** Cancels deliveries that are open. */
  CANCEL("cancellation");

  /** The word for it in the audit trail and in problems. */
  public final String word;

  LogJobKind(String word) {
    this.word = word;
  }
}
