package org.wardbell.workflows.calendar;

/** The state of an appointment's event in a calendar. Names are stored; never rename one. */
public enum LinkState {
  /** Never sent. */
  WANTED,
  /** A write is under way, or was when the process died; the event may exist. */
  WRITING,
  /** The event exists as it was last written or read. */
  WRITTEN,
  /** The event is gone; a change here may create it again. */
  REMOVED,
  /** The event was deleted and the clinic's policy is to unlink; it is never created again. */
  UNLINKED
}
