package org.wardbell.workflows.appointment;

/** The decision about the time that the calendar shows. */
public sealed interface MergeDecision {
  /** The calendar shows nothing new. */
  record Unchanged() implements MergeDecision {}

  /** The appointment follows. */
  record Follow(TimeSlot slot) implements MergeDecision {}

  /** The appointment stands; the calendar is written again. */
  record PutBack(Reason reason) implements MergeDecision {}

  /** The reason for which a change in the calendar was not taken. Names are stored and shown. */
  enum Reason {
    /** Another appointment, or the doctor's busy time, holds the slot. */
    SLOT_TAKEN,
    /** The appointment was changed here as well, and the clinic wins. */
    CHANGED_HERE,
    /** Not a time an appointment can have: all day, no end, or longer than a day. */
    NOT_A_SLOT
  }
}
