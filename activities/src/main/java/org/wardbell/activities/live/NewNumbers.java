package org.wardbell.activities.live;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongSupplier;

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

  /**
   * A number that is not settled.
   *
   * @param until when it is given up, in nanoseconds of the clock
   * @param open whether its row was seen
   */
  private record Place(long until, boolean open) {}

  private final TreeMap<Long, Place> unsettled = new TreeMap<>();
  private final LongSupplier nanoTime;
  private long through;

  NewNumbers(long through, LongSupplier nanoTime) {
    this.through = through;
    this.nanoTime = nanoTime;
  }

  /** Returns the highest number that was seen. */
  long through() {
    return through;
  }

  /** Returns the lower numbers whose rows were not seen. */
  List<Long> missing() {
    return unsettled(false);
  }

  /** Returns the lower numbers whose rows were not over. */
  List<Long> open() {
    return unsettled(true);
  }

  private List<Long> unsettled(boolean open) {
    long now = nanoTime.getAsLong();
    unsettled.values().removeIf(place -> now - place.until() > 0);
    return unsettled.entrySet().stream()
        .filter(entry -> entry.getValue().open() == open)
        .map(Map.Entry::getKey)
        .toList();
  }

  /** Notes rows that were seen, in the order of their numbers. */
  void seen(Collection<Long> numbers) {
    for (long number : numbers) {
      if (number - through <= MAXIMUM) {
        for (long missing = through + 1; missing < number; missing++) {
          put(missing, UNSEEN, false);
        }
      }
      through = Math.max(through, number);
    }
  }

  /** Leaves numbers out, because too many rows are new. */
  void skipTo(long number) {
    through = Math.max(through, number);
  }

  /** Notes a row that is not over, from now on for as long as a request may last. */
  void open(long number) {
    put(number, OPEN, true);
  }

  /** Notes a row that is over. */
  void settled(long number) {
    unsettled.remove(number);
  }

  private void put(long number, Duration patience, boolean open) {
    unsettled.put(number, new Place(nanoTime.getAsLong() + patience.toNanos(), open));
    while (unsettled.size() > MAXIMUM) {
      Map.Entry<Long, Place> _ = unsettled.pollFirstEntry();
    }
  }
}
