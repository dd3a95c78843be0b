package org.wardbell.workflows.appointment;

/** The source of a change of an appointment. Names are stored and shown in lower case. */
public enum ChangeSource {
  GOOGLE,
  API,
  USER,
  /** Wardbell itself: the sweep of what is due. */
  SYSTEM
}
