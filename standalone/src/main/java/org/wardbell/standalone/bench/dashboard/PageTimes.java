package org.wardbell.standalone.bench.dashboard;

import java.util.List;

/**
 * The times that a page took.
 *
 * @param sortedMillis the shortest first
 * @param bytes of the page itself, as it was sent
 */
record PageTimes(List<Double> sortedMillis, int bytes) {
  PageTimes {
    sortedMillis = sortedMillis.stream().sorted().toList();
  }

  /** Returns the time within which this share of the answers, in percent, was there. */
  double millis(int percent) {
    int last = sortedMillis.size() - 1;
    return sortedMillis.get(Math.min(last, (int) ((long) sortedMillis.size() * percent / 100)));
  }
}
