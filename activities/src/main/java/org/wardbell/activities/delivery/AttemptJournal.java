package org.wardbell.activities.delivery;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jooq.exception.DataAccessException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes outcomes durable before anybody acts on them. Outcomes that come while a commit runs share
 * the next one. When the database is away it waits for it, and with it everything that sends.
 */
final class AttemptJournal implements AutoCloseable {
  /** As many as a dispatch may have; each is some 20 KiB at most with its answer. */
  private static final int GROUP = 500;

  /** All slots of the process; whoever comes later waits for room. */
  private static final int WAITING = 2_000;

  /**
   * What a commit waits for more outcomes. The receiver has its request by then, so nobody waits for
   * this but the row, and under load it saves most of the commits.
   */
  private static final Duration GATHERING = Duration.ofMillis(5);

  private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);

  /** What a shutdown waits for outcomes that still have to be written. */
  private static final Duration DRAIN = Duration.ofSeconds(20);

  private static final Logger log = LoggerFactory.getLogger(AttemptJournal.class);

  private record Entry(AttemptResult result, CompletableFuture<Void> written) {}

  private final OutcomeStore outcomes;
  private final BlockingQueue<Entry> waiting = new ArrayBlockingQueue<>(WAITING);
  private final Thread writer;
  private volatile boolean closed;

  AttemptJournal(OutcomeStore outcomes) {
    this.outcomes = outcomes;
    this.writer = Thread.ofPlatform().name("attempt-journal").start(this::run);
  }

  /** Returns once the outcome is committed; throws if it cannot be written at all. */
  void write(AttemptResult result) throws InterruptedException {
    Entry entry = new Entry(result, new CompletableFuture<>());
    waiting.put(entry);
    entry.written().join();
  }

  private void run() {
    try {
      while (!closed || !waiting.isEmpty()) {
        Entry first = waiting.poll(200, TimeUnit.MILLISECONDS);
        if (first != null) {
          commit(gather(first));
        }
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private List<Entry> gather(Entry first) throws InterruptedException {
    List<Entry> group = new ArrayList<>();
    group.add(first);
    long end = System.nanoTime() + GATHERING.toNanos();
    Entry next = waiting.poll(GATHERING.toNanos(), TimeUnit.NANOSECONDS);
    while (next != null) {
      group.add(next);
      next =
          group.size() < GROUP
              ? waiting.poll(end - System.nanoTime(), TimeUnit.NANOSECONDS)
              : null;
    }
    return group;
  }

  private void commit(List<Entry> group) throws InterruptedException {
    Duration pause = FIRST_PAUSE;
    while (true) {
      try {
        outcomes.write(group.stream().map(Entry::result).toList());
        group.forEach(entry -> entry.written().complete(null));
        return;
      } catch (RuntimeException failure) {
        if (!isPassing(failure)) {
          abandon(group, failure);
          return;
        }
        log.warn("outcomes of {} attempts wait for the database", group.size());
        Thread.sleep(pause);
        Duration doubled = pause.multipliedBy(2);
        pause = doubled.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : doubled;
      }
    }
  }

  /** One bad row must not stop the others: alone, only that one fails, and its lease ends it. */
  private void abandon(List<Entry> group, RuntimeException failure) throws InterruptedException {
    if (group.size() > 1) {
      for (Entry entry : group) {
        commit(List.of(entry));
      }
      return;
    }
    Entry entry = group.getFirst();
    log.error("outcome of delivery {} not written", entry.result().claim().deliveryId(), failure);
    entry.written().completeExceptionally(failure);
  }

  private static boolean isPassing(RuntimeException failure) {
    if (!(failure instanceof DataAccessException data)) {
      return false;
    }
    String state = data.sqlState();
    return !(state.startsWith("22") || state.startsWith("23") || state.startsWith("42"));
  }

  /** Writes what waits; outcomes of requests that end later are taken as lost. */
  @Override
  public void close() {
    closed = true;
    try {
      if (!writer.join(DRAIN)) {
        writer.interrupt();
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
