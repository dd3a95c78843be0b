package org.wardbell.standalone.storm;

/** How an act ended. */
enum ActOutcome {
  DONE,
  /** The api said no, for instance because the time is taken. */
  REFUSED,
  /** There was nothing to act on yet, or any more. */
  SKIPPED
}
