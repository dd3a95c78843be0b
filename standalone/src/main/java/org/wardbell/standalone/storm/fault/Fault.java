package org.wardbell.standalone.storm.fault;

import java.time.Duration;

/**
 * One fault of a script.
 *
 * @param number from 1, of its target
 * @param after the time that the target works before it
 * @param lasts how long it lasts, if its kind lasts
 */
public record Fault(int number, FaultKind kind, Duration after, Duration lasts) {
  @Override
  public String toString() {
    return "%d %s after %d ms%s"
        .formatted(
            number,
            kind,
            after.toMillis(),
            kind == FaultKind.KILL || kind == FaultKind.WIPE || kind == FaultKind.CUT
                ? ""
                : " for " + lasts.toMillis() + " ms");
  }
}
