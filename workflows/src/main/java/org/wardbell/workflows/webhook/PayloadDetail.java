package org.wardbell.workflows.webhook;

/** The amount of an event's data that leaves. Names are stored; never rename one. */
public enum PayloadDetail {
  /** All of it. */
  FULL,
  /** The id of the record that the event is about: no patient data. */
  IDS_ONLY,
  /**
   * Nothing but the fact that something happened, not to whom: no data, no subject, no id of a
   * record.
   */
  EMPTY
}
