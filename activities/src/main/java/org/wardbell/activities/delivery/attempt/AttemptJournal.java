package org.wardbell.activities.delivery.attempt;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.wardbell.activities.delivery.state.AttemptResult;

/**
 * The group commit of outcomes: each is durable before anybody acts on it. Outcomes that come while
 * a commit runs share the next one. When the database is away it waits for it, and with it
 * everything that sends.
 */
final class AttemptJournal implements AutoCloseable {
  /** As many as a dispatch may have; each is some 20 KiB at most with its answer. */
  private static final int GROUP = 500;

  /** All slots of the process; a later outcome waits for room. */
  private static final int WAITING = 2_000;

  /**
   * The time that a commit waits for more outcomes. The receiver has its request by then, so nobody
   * waits for this but the row, and under load it saves most of the commits.
   */
  private static final Duration GATHERING = Duration.ofMillis(5);

  /** The longest wait of a shutdown for outcomes that still have to be written. */
  private static final Duration DRAIN = Duration.ofSeconds(20);

  private static final Logger log = LoggerFactory.getLogger(AttemptJournal.class);

  private record Entry(AttemptResult result, CompletableFuture<Void> written) {}

  private final OutcomeStore outcomes;
  private final BlockingQueue<Entry> waiting = new ArrayBlockingQueue<>(WAITING);
  private final Bisection<Entry> bisection;
  private final Thread writer;
  private volatile boolean closed;

  AttemptJournal(OutcomeStore outcomes) {
    this.outcomes = outcomes;
    this.bisection = new Bisection<>(outcomes::isReachable, AttemptJournal::giveUp);
    this.writer = Thread.ofPlatform().name("attempt-journal").start(this::run);
  }

  /** Returns once the outcome is committed; throws if it cannot be written at all. */
  void write(AttemptResult result) throws InterruptedException {
    Entry entry = new Entry(result, new CompletableFuture<>());
    waiting.put(entry);
    if (!writer.isAlive()) {
      failWaiting();
    }
    entry.written().join();
  }

  /** Outcomes that wait for a commit: above 0 for long, the database does not keep up. */
  int waiting() {
    return waiting.size();
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
    } finally {
      failWaiting();
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
          group.size() < GROUP ? waiting.poll(end - System.nanoTime(), TimeUnit.NANOSECONDS) : null;
    }
    return group;
  }

  /** An outcome that comes after the end is lost; its lease ends it. */
  private void failWaiting() {
    for (Entry entry = waiting.poll(); entry != null; entry = waiting.poll()) {
      entry.written().completeExceptionally(ended());
    }
  }

  private static IllegalStateException ended() {
    return new IllegalStateException("this process has stopped writing outcomes");
  }

  private void commit(List<Entry> group) throws InterruptedException {
    try {
      var _ = bisection.commit(group, this::write);
    } catch (InterruptedException interrupted) {
      group.forEach(entry -> entry.written().completeExceptionally(ended()));
      throw interrupted;
    }
  }

  private List<Entry> write(List<Entry> group) {
    outcomes.write(group.stream().map(Entry::result).toList());
    group.forEach(entry -> entry.written().complete(null));
    return List.of();
  }

  /** Losing an outcome means sending again what arrived: only what can never be written is. */
  private static void giveUp(Entry entry, RuntimeException failure) {
    log.error(
        "outcome of delivery {} not written, its lease will end it",
        entry.result().claim().deliveryId(),
        failure);
    entry.written().completeExceptionally(failure);
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
