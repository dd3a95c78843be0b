package org.wardbell.workflows.appointment;

/** The result of the last change in the calendar, shown on the appointment. Stored by name. */
public enum SyncResult {
  /** The appointment followed the calendar. */
  UPDATED,
  /** The calendar was put back. */
  REVERTED,
  /** The event was deleted, and the appointment with it. */
  CANCELLED,
  /** The event was deleted, and the appointment stands without it. */
  UNLINKED,
  /** The calendar refused to show the appointment as it is. */
  REFUSED
}
