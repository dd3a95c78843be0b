package org.wardbell.standalone.storm;

/** The outcome of an act. */
enum ActOutcome {
  DONE,
  /** The api said no, for instance because the time is taken. */
  REFUSED,
  /** There was nothing to act on yet, or any more. */
  SKIPPED
}
