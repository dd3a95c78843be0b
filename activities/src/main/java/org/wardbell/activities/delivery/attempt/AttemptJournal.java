package org.wardbell.activities.delivery.attempt;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.wardbell.activities.delivery.state.AttemptResult;
import org.wardbell.activities.delivery.state.Lane;

/**
 * The group commit of outcomes: each is durable before anybody acts on it. Outcomes that come while
 * a commit runs share the next one. When the database is away it waits for it, and with it
 * everything that sends. It never waits for the lock of one webhook, because the outcomes of all
 * others are behind it.
 */
final class AttemptJournal implements AutoCloseable {
  /** As many as a dispatch may have; each is some 20 KiB at most with its answer. */
  private static final int GROUP = 500;

  /** All slots of the process; a later outcome waits for room. */
  private static final int WAITING = 2_000;

  /**
   * The time that a commit waits for more outcomes of first attempts. The receiver has its request
   * by then, so nobody waits for this but the row, and it saves most of the commits.
   */
  private static final Duration GATHERING = Duration.ofMillis(25);

  /** The same once an outcome has come that the next request waits for: of a drain, or a retry. */
  private static final Duration GATHERING_FOR_NEXT = Duration.ofMillis(5);

  /** So many share a commit already: more of them would save little, and are waited for no more. */
  private static final int ENOUGH = 100;

  /** The longest wait of a shutdown for outcomes that still have to be written. */
  private static final Duration DRAIN = Duration.ofSeconds(20);

  private static final Logger log = LoggerFactory.getLogger(AttemptJournal.class);

  /** While outcomes wait for the state of their webhook, it is asked for this often. */
  private static final Duration LOCKED_PAUSE = Duration.ofMillis(20);

  private static final Duration IDLE_PAUSE = Duration.ofMillis(200);

  /** An outcome and the thread that waits for its commit. */
  record Entry(AttemptResult result, CompletableFuture<Void> written) {
    UUID webhook() {
      return result.claim().webhook().id();
    }
  }

  private final OutcomeStore outcomes;
  private final BlockingQueue<Entry> waiting = new ArrayBlockingQueue<>(WAITING);
  private final LockedOutcomes locked;
  private final Bisection<Entry> bisection;
  private final Thread writer;
  private volatile boolean closed;

  AttemptJournal(OutcomeStore outcomes) {
    this.outcomes = outcomes;
    this.locked = new LockedOutcomes(this::writeUnderLock);
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
    return waiting.size() + locked.size();
  }

  private void run() {
    try {
      while (!closed || !waiting.isEmpty() || !locked.isEmpty()) {
        Duration pause = locked.isEmpty() ? IDLE_PAUSE : LOCKED_PAUSE;
        Entry first = waiting.poll(pause.toNanos(), TimeUnit.NANOSECONDS);
        List<Entry> group = locked.take(GROUP);
        if (first != null) {
          group.addAll(gather(first));
        }
        commitInOrder(group);
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    } finally {
      failWaiting();
    }
  }

  private List<Entry> gather(Entry first) throws InterruptedException {
    List<Entry> group = new ArrayList<>();
    long end = System.nanoTime() + GATHERING.toNanos();
    Entry next = first;
    while (next != null) {
      group.add(next);
      long now = System.nanoTime();
      if (closed || group.size() >= ENOUGH) {
        end = now;
      } else if (next.result().claim().lane() != Lane.EXPRESS) {
        end = Math.min(end, now + GATHERING_FOR_NEXT.toNanos());
      }
      next = group.size() < GROUP ? waiting.poll(end - now, TimeUnit.NANOSECONDS) : null;
    }
    return group;
  }

  /**
   * Commits a group, each webhook's outcomes behind those that wait for its state. Where too many
   * wait for it already, they are written without it: an outcome that is durable matters more than
   * what could be learnt from it.
   */
  private void commitInOrder(List<Entry> group) throws InterruptedException {
    List<Entry> now = new ArrayList<>(group.size());
    List<Entry> beyond = new ArrayList<>();
    for (Entry entry : group) {
      if (!locked.holds(entry.webhook())) {
        now.add(entry);
      } else if (!locked.add(entry)) {
        beyond.add(entry);
      }
    }
    for (Entry busy : commit(now, outcomes::write)) {
      if (!locked.add(busy)) {
        beyond.add(busy);
      }
    }
    for (Entry busy : commit(beyond, outcomes::writeUnlearnt)) {
      locked.addAlways(busy);
    }
    locked.settle();
  }

  /** An outcome that comes after the end is lost; its lease ends it. */
  private void failWaiting() {
    locked.drop().forEach(AttemptJournal::fail);
    for (Entry entry = waiting.poll(); entry != null; entry = waiting.poll()) {
      fail(entry);
    }
  }

  private static void fail(Entry entry) {
    entry.written().completeExceptionally(ended());
  }

  private static IllegalStateException ended() {
    return new IllegalStateException("this process has stopped writing outcomes");
  }

  /** Writes outcomes in one transaction, and returns the webhooks that it left out. */
  private interface Write {
    Set<UUID> apply(List<AttemptResult> results);
  }

  /** Returns those that were not written, because their webhook is locked. */
  private List<Entry> commit(List<Entry> group, Write write) throws InterruptedException {
    if (group.isEmpty()) {
      return List.of();
    }
    try {
      return inOrder(group, bisection.commit(group, some -> write(some, write)));
    } catch (InterruptedException interrupted) {
      group.forEach(AttemptJournal::fail);
      throw interrupted;
    }
  }

  /** A group that was taken apart may leave out its parts in another order. */
  private static List<Entry> inOrder(List<Entry> group, List<Entry> left) {
    if (left.isEmpty()) {
      return left;
    }
    Set<Entry> same = Collections.newSetFromMap(new IdentityHashMap<>());
    same.addAll(left);
    return group.stream().filter(same::contains).toList();
  }

  private static List<Entry> write(List<Entry> group, Write write) {
    Set<UUID> busy = write.apply(group.stream().map(Entry::result).toList());
    List<Entry> left = new ArrayList<>();
    for (Entry entry : group) {
      if (busy.contains(entry.webhook())) {
        left.add(entry);
      } else {
        entry.written().complete(null);
      }
    }
    return left;
  }

  /** Waits for the lock of their webhook, on a thread that nobody else waits for. */
  private void writeUnderLock(List<Entry> line) {
    outcomes.writeUnderLock(line.stream().map(Entry::result).toList());
    line.forEach(entry -> entry.written().complete(null));
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
