package org.wardbell.activities.expression;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The places at which expressions are evaluated, each with a child process, shared fairly: a clinic
 * holds one place at most; clinics that were slow, or held places for long, lately hold one
 * together, so that there is always one for the others; and of those who wait, who held one least
 * goes first.
 */
final class EvaluatorPlaces {
  private static final int PLACES = 2;

  /** The longest wait for a place. */
  private static final Duration PATIENCE = Duration.ofSeconds(3);

  /** The same while a process is being started. */
  private static final Duration PATIENCE_FOR_A_START = Duration.ofSeconds(10);

  /** The same while the first process is still starting, on a machine that starts everything. */
  private static final Duration PATIENCE_AT_START = Duration.ofSeconds(20);

  /** Until a process that could not be started is tried again. */
  private static final Duration PAUSE_AFTER_FAILURE = Duration.ofSeconds(5);

  private static final Duration LOOKS = Duration.ofMillis(250);

  /** Clinics that are remembered; more would be served in the order in which they come. */
  private static final int REMEMBERED = 10_000;

  private static final Duration TROUBLE = Duration.ofSeconds(60);

  /** Half of what was used is forgotten after this time. */
  private static final Duration HALF_LIFE = Duration.ofSeconds(5);

  /** A clinic that held places for longer lately counts as one in trouble. */
  private static final Duration MUCH = Duration.ofSeconds(1);

  private static final Logger log = LoggerFactory.getLogger(EvaluatorPlaces.class);

  /**
   * The time for which places were held until a moment, less what is forgotten. It is what others
   * waited for, so it is not processor time: on a busy machine little of that is a long wait.
   */
  private record Use(long nanos, long at) {
    long now() {
      double halves = (double) (System.nanoTime() - at) / HALF_LIFE.toNanos();
      return (long) (nanos * Math.pow(0.5, halves));
    }

    Use and(Use more) {
      return new Use(now() + more.nanos, more.at);
    }
  }

  private record Waiting(UUID clinic, boolean troubled, long used, long number) {}

  private static final Comparator<Waiting> FAIR =
      Comparator.comparing(Waiting::troubled)
          .thenComparingLong(Waiting::used)
          .thenComparingLong(Waiting::number);

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final List<EvaluatorProcess> free = new ArrayList<>();
  private final List<EvaluatorProcess> all = new ArrayList<>();
  private final Map<UUID, Long> holders = new HashMap<>();
  private final Set<UUID> troubledHolders = new HashSet<>();
  private final List<Waiting> waiting = new ArrayList<>();
  private final Cache<UUID, Boolean> troubled =
      Caffeine.newBuilder().maximumSize(REMEMBERED).expireAfterWrite(TROUBLE).build();
  private final Cache<UUID, Use> used =
      Caffeine.newBuilder().maximumSize(REMEMBERED).expireAfterWrite(TROUBLE).build();
  private boolean begun;
  private boolean ready;
  private long number;

  /** Starts the processes in the background; they end with this one. */
  void begin() {
    lock.lock();
    try {
      if (begun) {
        return;
      }
      begun = true;
    } finally {
      lock.unlock();
    }
    Thread.ofPlatform().daemon().name("evaluator-places").start(this::lookForEver);
    for (int i = 0; i < PLACES; i++) {
      startInBackground();
    }
  }

  private void lookForEver() {
    try {
      while (true) {
        Thread.sleep(LOOKS);
        processes().forEach(EvaluatorProcess::look);
      }
    } catch (InterruptedException ended) {
      Thread.currentThread().interrupt();
    }
  }

  /** Returns the processes that are ready, or at work. */
  List<EvaluatorProcess> processes() {
    lock.lock();
    try {
      return List.copyOf(all);
    } finally {
      lock.unlock();
    }
  }

  private void startInBackground() {
    Thread.ofPlatform().daemon().name("evaluator-start").start(this::startUntilItWorks);
  }

  private void startUntilItWorks() {
    while (true) {
      try {
        EvaluatorProcess started = EvaluatorProcess.start();
        lock.lock();
        try {
          all.add(started);
          free.add(started);
          ready = true;
          changed.signalAll();
        } finally {
          lock.unlock();
        }
        return;
      } catch (RuntimeException failure) {
        log.error("no process for expressions could be started", failure);
      }
      try {
        Thread.sleep(PAUSE_AFTER_FAILURE);
      } catch (InterruptedException stopping) {
        return;
      }
    }
  }

  /**
   * Takes a place for a clinic.
   *
   * @throws ExpressionOverload if there was none in time
   */
  EvaluatorProcess take(UUID clinic) {
    begin();
    lock.lock();
    try {
      Duration lately = usedLately(clinic);
      boolean trouble = troubled.getIfPresent(clinic) != null || lately.compareTo(MUCH) > 0;
      Waiting me = new Waiting(clinic, trouble, lately.toNanos(), number++);
      waiting.add(me);
      try {
        await(me);
        holders.put(clinic, System.nanoTime());
        if (me.troubled()) {
          troubledHolders.add(clinic);
        }
        return free.removeLast();
      } finally {
        waiting.remove(me);
        changed.signalAll(); // Another may be the next one now.
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("the process is stopping", e);
    } finally {
      lock.unlock();
    }
  }

  private void await(Waiting me) throws InterruptedException {
    long left = Allowance.waitLeft(patience()).toNanos();
    long begun = System.nanoTime();
    try {
      while (!isNext(me)) {
        if (left <= 0) {
          throw new ExpressionOverload(ExpressionOverload.Reason.BUSY);
        }
        left = changed.awaitNanos(left);
      }
    } finally {
      Allowance.waited(Duration.ofNanos(System.nanoTime() - begun));
    }
  }

  private Duration patience() {
    if (!ready) {
      return PATIENCE_AT_START;
    }
    return all.size() < PLACES ? PATIENCE_FOR_A_START : PATIENCE;
  }

  private boolean isNext(Waiting me) {
    return !free.isEmpty()
        && waiting.stream().filter(this::mayGo).min(FAIR).filter(me::equals).isPresent();
  }

  /** One in trouble leaves a place to the others, also while a process is being started. */
  private boolean mayGo(Waiting one) {
    boolean leavesOne = troubledHolders.isEmpty() && all.size() == PLACES;
    return !holders.containsKey(one.clinic()) && (!one.troubled() || leavesOne);
  }

  /** Gives a place back. */
  void giveBack(UUID clinic, EvaluatorProcess process, boolean slow) {
    boolean alive = process.isAlive();
    lock.lock();
    try {
      long now = System.nanoTime();
      long held = now - Objects.requireNonNull(holders.remove(clinic), "a place was taken");
      troubledHolders.remove(clinic);
      used.asMap().merge(clinic, new Use(held, now), Use::and);
      if (slow) {
        troubled.put(clinic, true);
      }
      if (alive) {
        free.add(process);
      } else {
        all.remove(process);
      }
      changed.signalAll();
    } finally {
      lock.unlock();
    }
    if (!alive) {
      startInBackground();
    }
  }

  private Duration usedLately(UUID clinic) {
    Use use = used.getIfPresent(clinic);
    return use == null ? Duration.ZERO : Duration.ofNanos(use.now());
  }
}
