package org.wardbell.activities.calendar.consent;

/** The state of a consent. Names are stored and shown; never rename one. */
public enum ConsentState {
  /** The link was given out; nobody came back from Google yet. */
  WAITING,
  /** The browser came back with a code, which a worker exchanges. */
  RETURNED,
  /** The person consented; one of the account's calendars is to be chosen. */
  CHOOSING,
  /** The calendar is connected. */
  CONNECTED,
  /** The person refused. */
  DENIED,
  /** It did not work; the error says why. */
  FAILED,
  /** Nobody came back, or nobody chose, in time. It is never stored. */
  EXPIRED
}
