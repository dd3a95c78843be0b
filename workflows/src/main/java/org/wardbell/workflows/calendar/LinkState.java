package org.wardbell.workflows.calendar;

/** Where an appointment's event in a calendar stands. Names are stored; never rename one. */
public enum LinkState {
  /** Never sent. */
  WANTED,
  /** A write is under way, or was when the process died; the event may exist. */
  WRITING,
  /** The event exists as we last wrote it, or as we last took it over. */
  WRITTEN,
  /** The event is gone; a change here may make it again. */
  REMOVED,
  /** The event was deleted and the clinic's policy is to let it go; it is never made again. */
  UNLINKED
}
