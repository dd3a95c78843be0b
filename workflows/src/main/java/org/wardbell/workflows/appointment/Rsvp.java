package org.wardbell.workflows.appointment;

/** A guest's answer in the calendar. An answer is not attendance. Names are stored and shown. */
public enum Rsvp {
  NEEDS_ACTION,
  DECLINED,
  TENTATIVE,
  ACCEPTED
}
