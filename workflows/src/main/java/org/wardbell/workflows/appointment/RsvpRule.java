package org.wardbell.workflows.appointment;

/** The meaning of a guest's "yes" in the calendar. Names are stored and shown. */
public enum RsvpRule {
  /** An answer, and nothing else. */
  RECORD_ONLY,
  /** The patient's arrival, if it is given within the arrival window. */
  WINDOW,
  /** The patient's arrival, whenever it is given. */
  ALWAYS
}
