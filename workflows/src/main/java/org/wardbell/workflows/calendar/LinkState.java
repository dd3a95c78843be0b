package org.wardbell.workflows.calendar;

import java.util.List;

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
  UNLINKED;

  /** The names of the states of an event that was taken away, by the doctor or by us. */
  public static final List<String> GONE_NAMES = List.of(REMOVED.name(), UNLINKED.name());
}
