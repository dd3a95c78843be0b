package org.wardbell.activities.delivery.attempt;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.wardbell.activities.delivery.attempt.AttemptJournal.Entry;

/**
 * The outcomes that wait because somebody holds the lock of their webhook's state: one line for
 * each webhook, in the order in which they came. Only the journal's thread uses it.
 */
final class LockedOutcomes {
  /**
   * A state has learnt all that it can from so many; later ones need not wait for it, and memory
   * stays small.
   */
  static final int OF_ONE_WEBHOOK = 200;

  /** Some 40 MiB at most, with their answers. */
  private static final int IN_ALL = 2_000;

  private final Map<UUID, Deque<Entry>> lines = new LinkedHashMap<>();
  private final AtomicInteger size = new AtomicInteger();

  int size() {
    return size.get();
  }

  boolean isEmpty() {
    return size.get() == 0;
  }

  /** Takes whole lines out, those that have waited longest first, until there are so many. */
  List<Entry> take(int enough) {
    List<Entry> taken = new ArrayList<>();
    var all = lines.values().iterator();
    while (all.hasNext() && taken.size() < enough) {
      taken.addAll(all.next());
      all.remove();
    }
    size.addAndGet(-taken.size());
    return taken;
  }

  /** Returns whether outcomes of this webhook wait, so that later ones go behind them. */
  boolean holds(UUID webhook) {
    return lines.containsKey(webhook);
  }

  /** Puts an outcome at the end of its webhook's line; false if there is no room. */
  boolean add(Entry entry) {
    Deque<Entry> line = lines.get(entry.webhook());
    if (size.get() >= IN_ALL || (line != null && line.size() >= OF_ONE_WEBHOOK)) {
      return false;
    }
    addAlways(entry);
    return true;
  }

  /** Puts an outcome at the end of its webhook's line. */
  void addAlways(Entry entry) {
    lines.computeIfAbsent(entry.webhook(), id -> new ArrayDeque<>()).add(entry);
    size.incrementAndGet();
  }
}
