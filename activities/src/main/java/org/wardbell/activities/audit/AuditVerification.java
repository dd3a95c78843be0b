package org.wardbell.activities.audit;

import org.jspecify.annotations.Nullable;

/**
 * The result of looking through the audit trail.
 *
 * @param ended rows that ended by age; the chain begins after them
 * @param checked rows that were compared with their seals
 * @param position the last of them in the chain
 * @param complete whether that is the end of the chain; otherwise the next look goes on from there
 * @param waiting rows that have no seal yet, because they are new
 * @param head the end of the chain, or null if there is none
 * @param fault the first thing that is not as it was written, or null
 */
public record AuditVerification(
    long ended,
    long checked,
    long position,
    boolean complete,
    long waiting,
    AuditSealing.@Nullable Head head,
    @Nullable Fault fault) {

  /** The kinds of faults. */
  public enum Kind {
    /** The row is not what was sealed, or another one stands in its place. */
    ROW_CHANGED,
    /** The row has gone; its seal is there. */
    ROW_MISSING,
    /** A seal has gone, or the order of seals was changed. */
    SEAL_MISSING,
    /** The chain ends elsewhere than its signed end says: the newest rows were removed. */
    END_CHANGED,
    /** The chain begins elsewhere than the signed end of what went by age says. */
    BEGINNING_CHANGED,
    /** A row that should have a seal has none: it was put in from outside, or its seal removed. */
    ROW_WITHOUT_SEAL
  }

  /**
   * The first fault.
   *
   * @param position its place in the chain, or null if it has none
   * @param number the row's number, or null if it is not known any more
   */
  public record Fault(Kind kind, @Nullable Long position, @Nullable Long number) {}

  /** Returns whether nothing is wrong with what was looked at. */
  public boolean intact() {
    return fault == null;
  }
}
