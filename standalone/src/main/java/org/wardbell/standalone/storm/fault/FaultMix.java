package org.wardbell.standalone.storm.fault;

import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/**
 * The faults that a target suffers, and their pace.
 *
 * @param weights of each kind beside the others
 * @param shortest the least time that it works between two faults
 * @param longest the most
 * @param longestFault how long a fault lasts at most
 */
public record FaultMix(
    Map<FaultKind, Integer> weights, Duration shortest, Duration longest, Duration longestFault) {
  /** Keeps the kinds in their order, so that a seed always means the same. */
  public FaultMix {
    weights = new TreeMap<>(weights);
  }
}
