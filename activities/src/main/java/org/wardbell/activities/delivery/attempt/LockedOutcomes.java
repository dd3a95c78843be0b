package org.wardbell.activities.delivery.attempt;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.wardbell.activities.delivery.attempt.AttemptJournal.Entry;

/**
 * The outcomes that wait because somebody holds the lock of their webhook's state: one line for
 * each webhook, in the order in which they came. The journal tries them again and again; a line
 * that found no gap for a while is written by a thread that stands in the queue for the lock,
 * because where many want it there may never be a gap. Only the journal's thread calls this.
 */
final class LockedOutcomes {
  /**
   * A state has learnt all that it can from so many; later ones need not wait for it, and memory
   * stays small.
   */
  static final int OF_ONE_WEBHOOK = 200;

  /** Some 40 MiB at most, with their answers. */
  private static final int IN_ALL = 2_000;

  /** Most locks are held for a few milliseconds. */
  private static final Duration GAPS = Duration.ofMillis(100);

  private static final Logger log = LoggerFactory.getLogger(LockedOutcomes.class);

  /** The outcomes of one webhook. */
  private static final class Line {
    private final Deque<Entry> entries = new ArrayDeque<>();
    private long since = System.nanoTime();

    /** Whether they are out to be tried. */
    private boolean out;

    /** Those that a thread of its own writes just now; the others are behind them. */
    private List<Entry> underWay = List.of();

    private boolean isOver() {
      return entries.isEmpty() && underWay.isEmpty();
    }
  }

  private final Consumer<List<Entry>> writeUnderLock;
  private final Map<UUID, Line> lines = new LinkedHashMap<>();
  private final Queue<Runnable> ended = new ConcurrentLinkedQueue<>();
  private final AtomicInteger size = new AtomicInteger();

  /** One at a time, because each holds a connection. */
  private boolean writing;

  /**
   * @param writeUnderLock waits for the lock and writes, or throws
   */
  LockedOutcomes(Consumer<List<Entry>> writeUnderLock) {
    this.writeUnderLock = writeUnderLock;
  }

  /** Those that wait, by any thread's look. */
  int size() {
    return size.get();
  }

  boolean isEmpty() {
    return size.get() == 0;
  }

  /**
   * Takes outcomes out to be tried again, until there are so many; {@link #settle} follows. A line
   * that was tried for long enough is left to a thread of its own.
   */
  List<Entry> take(int enough) {
    for (Runnable end = ended.poll(); end != null; end = ended.poll()) {
      end.run();
    }
    List<Entry> taken = new ArrayList<>();
    for (Line line : lines.values()) {
      if (!line.underWay.isEmpty()) {
        continue;
      }
      if (!writing && System.nanoTime() - line.since > GAPS.toNanos()) {
        write(line);
      } else if (taken.size() < enough) {
        line.out = true;
        taken.addAll(line.entries);
        line.entries.clear();
      }
    }
    size.addAndGet(-taken.size());
    return taken;
  }

  /** Forgets the lines that were written. */
  void settle() {
    lines.values().forEach(line -> line.out = false);
    lines.values().removeIf(Line::isOver);
  }

  /** Returns whether outcomes of this webhook wait, so that later ones go behind them. */
  boolean holds(UUID webhook) {
    Line line = lines.get(webhook);
    return line != null && !line.out;
  }

  /** Puts an outcome at the end of its webhook's line; false if there is no room. */
  boolean add(Entry entry) {
    Line line = lines.get(entry.webhook());
    if (size.get() >= IN_ALL
        || (line != null && line.entries.size() + line.underWay.size() >= OF_ONE_WEBHOOK)) {
      return false;
    }
    addAlways(entry);
    return true;
  }

  /** Puts an outcome at the end of its webhook's line. */
  void addAlways(Entry entry) {
    lines.computeIfAbsent(entry.webhook(), id -> new Line()).entries.add(entry);
    size.incrementAndGet();
  }

  /** Returns all that were not written, because nobody will write them. */
  List<Entry> drop() {
    List<Entry> dropped = new ArrayList<>();
    for (Line line : lines.values()) {
      dropped.addAll(line.underWay);
      dropped.addAll(line.entries);
    }
    lines.clear();
    return dropped;
  }

  private void write(Line line) {
    List<Entry> entries = List.copyOf(line.entries);
    line.entries.clear();
    line.underWay = entries;
    writing = true;
    var _ = Thread.ofVirtual().name("attempt-journal-lock").start(() -> write(line, entries));
  }

  private void write(Line line, List<Entry> entries) {
    boolean written = false;
    try {
      writeUnderLock.accept(entries);
      written = true;
    } catch (RuntimeException failure) {
      log.warn("outcomes of {} attempts wait for the lock of their webhook", entries.size());
    } finally {
      boolean done = written;
      ended.add(() -> end(line, entries, done));
    }
  }

  private void end(Line line, List<Entry> entries, boolean written) {
    writing = false;
    line.underWay = List.of();
    if (written) {
      size.addAndGet(-entries.size());
    } else {
      entries.reversed().forEach(line.entries::addFirst);
    }
    line.since = System.nanoTime();
  }
}
