package org.wardbell.standalone.storm;

/** The counts of a storm so far. Used by one thread. */
final class StormCounts {
  int seeds;
  int acts;
  int refused;
  int skipped;
  int faults;
  int kills;

  /** Counts an act. */
  void add(Act act, ActOutcome outcome) {
    switch (outcome) {
      case DONE -> {
        if (act.kind() == ActKind.KILL) {
          kills++;
        } else if (act.kind().side() == ActKind.Side.TROUBLE) {
          faults++;
        } else {
          acts++;
        }
      }
      case REFUSED -> refused++;
      case SKIPPED -> skipped++;
    }
  }
}
