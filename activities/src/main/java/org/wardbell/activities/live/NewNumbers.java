package org.wardbell.activities.live;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The numbers that are new since the last look, and those below them that are not settled: a row
 * that is not committed yet, or an attempt that is under way. It is kept in memory, because who
 * watches misses nothing but a line when the process ends.
 */
final class NewNumbers {
  /** Longer than a webhook's longest timeout. */
  private static final Duration OPEN = Duration.ofMinutes(15);

  /** A transaction that lasts longer is not waited for. */
  private static final Duration UNSEEN = Duration.ofMinutes(1);

  /** What is beyond is forgotten, the oldest first. */
  static final int MAXIMUM = 5_000;

  private final TreeMap<Long, Long> unsettled = new TreeMap<>();
  private long through;

  NewNumbers(long through) {
    this.through = through;
  }

  /** Returns the highest number that was seen. */
  long through() {
    return through;
  }

  /** Returns the lower numbers that are to be looked at again. */
  List<Long> unsettled() {
    long now = System.nanoTime();
    unsettled.values().removeIf(until -> now - until > 0);
    return new ArrayList<>(unsettled.keySet());
  }

  /** Notes rows that were seen, in the order of their numbers. */
  void seen(Collection<Long> numbers) {
    for (long number : numbers) {
      if (number - through <= MAXIMUM) {
        for (long missing = through + 1; missing < number; missing++) {
          put(missing, UNSEEN);
        }
      }
      through = Math.max(through, number);
    }
  }

  /** Leaves numbers out, because too many rows are new. */
  void skipTo(long number) {
    through = Math.max(through, number);
  }

  /** Notes a row that is not over. */
  void open(long number) {
    put(number, OPEN);
  }

  /** Notes a row that is over. */
  void settled(long number) {
    unsettled.remove(number);
  }

  private void put(long number, Duration patience) {
    unsettled.put(number, System.nanoTime() + patience.toNanos());
    while (unsettled.size() > MAXIMUM) {
      Map.Entry<Long, Long> _ = unsettled.pollFirstEntry();
    }
  }
}
