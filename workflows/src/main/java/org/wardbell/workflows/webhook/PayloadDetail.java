package org.wardbell.workflows.webhook;

/** How much of an event's data leaves. Names are stored; never rename one. */
public enum PayloadDetail {
  /** All of it. */
  FULL,
  /** The id of the record that the event is about: no patient data. */
  IDS_ONLY,
  /** That something happened, not to whom: no data, no subject, no id of a record. */
  EMPTY
}
