package org.wardbell.standalone.storm.fault;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The faults that happened, counted by target and kind, with the time that each took to recover.
 */
public final class FaultCounts {
  private final Map<String, Recoveries> recoveries = new TreeMap<>();
  private final List<String> problems = new ArrayList<>();
  private int kills;

  /**
   * The faults of one kind of one target.
   *
   * @param count how many there were
   * @param meanSeconds from the fault to a target that works, on average
   * @param longestSeconds at most
   */
  public record Recoveries(int count, double meanSeconds, double longestSeconds) {
    private Recoveries with(double seconds) {
      return new Recoveries(
          count + 1,
          (meanSeconds * count + seconds) / (count + 1),
          Math.max(longestSeconds, seconds));
    }
  }

  synchronized void add(String target, FaultKind kind, Duration recovery) {
    if (kind == FaultKind.KILL || kind == FaultKind.WIPE) {
      kills++;
    }
    recoveries.merge(
        target + " " + kind,
        new Recoveries(0, 0, 0).with(recovery.toMillis() / 1_000.0),
        (before, one) -> before.with(one.longestSeconds()));
  }

  /** Records that a process ended by itself and had to be started. */
  synchronized void revived(String target) {
    recoveries.merge(
        target + " ended by itself", new Recoveries(1, 0, 0), (before, one) -> before.with(0));
  }

  synchronized void problem(String what) {
    problems.add(what);
  }

  /** Returns how often a process was killed. */
  public synchronized int kills() {
    return kills;
  }

  /** Returns the faults, by target and kind. */
  public synchronized Map<String, Recoveries> recoveries() {
    return new TreeMap<>(recoveries);
  }

  /** Returns what did not come back, in words. */
  public synchronized List<String> problems() {
    return List.copyOf(problems);
  }
}
