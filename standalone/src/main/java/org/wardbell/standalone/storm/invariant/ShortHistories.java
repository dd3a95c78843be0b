package org.wardbell.standalone.storm.invariant;

import java.util.Collection;

/** The invariant of Temporal's histories. */
public final class ShortHistories {
  private static final long MOST_EVENTS = 500;
  private static final long MOST_BYTES = 256 * 1024;

  private ShortHistories() {}

  /** Checks I14. */
  public static Finding check(Collection<WorkflowHistory> histories) {
    Tally tally = new Tally("I14", "no workflow's history has more than 500 events or 256 KiB");
    for (WorkflowHistory each : histories) {
      tally.check(
          each.events() <= MOST_EVENTS && each.bytes() <= MOST_BYTES,
          () ->
              "%s has %d events and %d bytes"
                  .formatted(each.workflow(), each.events(), each.bytes()));
    }
    return tally.finding();
  }
}
