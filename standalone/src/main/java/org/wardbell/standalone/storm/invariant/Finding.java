package org.wardbell.standalone.storm.invariant;

import java.util.List;

/**
 * An invariant after a storm.
 *
 * @param number as in docs/invariants.md
 * @param says the invariant, in a few words
 * @param checked rows, requests or files that were looked at
 * @param violations how many of them break it
 * @param examples the first of these, in words
 */
public record Finding(
    String number, String says, long checked, long violations, List<String> examples) {
  /** Returns a finding of somebody who looked at everything and says what is wrong. */
  public static Finding of(String number, String says, long checked, List<String> violations) {
    return new Finding(number, says, checked, violations.size(), violations);
  }
}
