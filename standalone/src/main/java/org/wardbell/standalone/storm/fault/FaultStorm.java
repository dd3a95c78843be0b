package org.wardbell.standalone.storm.fault;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** The faults of all targets, each played by a thread of its own, so that they overlap. */
public final class FaultStorm {
  private static final Duration LOOK_EVERY = Duration.ofSeconds(1);

  private final long seed;
  private final Consumer<String> log;
  private final FaultCounts counts = new FaultCounts();
  private final List<Thread> threads = new ArrayList<>();
  private final List<FaultTarget> targets = new ArrayList<>();
  private volatile boolean wanted = true;

  /**
   * Creates one in which nothing happens yet.
   *
   * @param log gets a line for each fault
   */
  public FaultStorm(long seed, Consumer<String> log) {
    this.seed = seed;
    this.log = log;
  }

  /** Begins with the faults of a target; the first of them comes after a while. */
  public void begin(FaultTarget target, FaultMix mix) {
    targets.add(target);
    FaultScript script = new FaultScript(seed, target.name(), mix);
    threads.add(
        Thread.ofVirtual().name("faults of " + target.name()).start(() -> play(target, script)));
  }

  private void play(FaultTarget target, FaultScript script) {
    while (wanted) {
      Fault fault = script.next();
      try {
        awaitReviving(target, fault.after());
        if (!wanted) {
          return;
        }
        long began = System.nanoTime();
        log.accept(target.name() + ": " + fault);
        int again = target.suffer(fault, () -> wanted);
        Duration recovery = Duration.ofNanos(System.nanoTime() - began);
        counts.add(target.name(), fault.kind(), recovery);
        log.accept(
            "%s: %d is over after %d ms%s"
                .formatted(
                    target.name(),
                    fault.number(),
                    recovery.toMillis(),
                    again == 0 ? "" : ", it ended by itself " + again + " times"));
        for (int each = 0; each < again; each++) {
          counts.revived(target.name());
        }
      } catch (RuntimeException e) {
        log.accept(target.name() + ": " + e);
        counts.problem(target.name() + " did not recover: " + e.getMessage());
        return;
      }
    }
  }

  /** Waits, and starts meanwhile what ends by itself, as a supervisor does. */
  private void awaitReviving(FaultTarget target, Duration time) {
    long end = System.nanoTime() + time.toNanos();
    while (wanted && System.nanoTime() - end < 0) {
      revive(target);
      Duration left = Duration.ofNanos(end - System.nanoTime());
      Pauses.atMost(left.compareTo(LOOK_EVERY) < 0 ? left : LOOK_EVERY, () -> wanted);
    }
  }

  private void revive(FaultTarget target) {
    if (target.revive()) {
      counts.revived(target.name());
      log.accept(target.name() + " had ended by itself, and is started");
    }
  }

  public FaultCounts counts() {
    return counts;
  }

  /** Lets no fault begin any more, waits for the end of those that last, and heals everything. */
  public void end() {
    wanted = false;
    for (Thread thread : threads) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("interrupted", e);
      }
    }
    for (FaultTarget target : targets) {
      try {
        revive(target);
      } catch (RuntimeException e) {
        counts.problem(target.name() + " did not come back: " + e.getMessage());
      }
    }
  }
}
