package org.wardbell.standalone.storm;

import java.util.EnumMap;
import java.util.Map;

/** The counts of a storm so far. Used by one thread. */
final class StormCounts {
  int seeds;
  int acts;
  int refused;
  int skipped;
  int faults;
  int kills;

  /** How often each kind of act was done. */
  final Map<ActKind, Integer> done = new EnumMap<>(ActKind.class);

  /** Counts an act. */
  void add(Act act, ActOutcome outcome) {
    switch (outcome) {
      case DONE -> {
        done.merge(act.kind(), 1, Integer::sum);
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
