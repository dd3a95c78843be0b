package org.wardbell.activities.appointment.imports;

/** The states of an import. Names are stored and shown; never rename one. */
public enum ImportStatus {
  /** Its lines are still coming in. */
  RECEIVING,
  RUNNING,
  DONE,
  /** A person ended it, or its lines did not come to their end. */
  CANCELLED
}
