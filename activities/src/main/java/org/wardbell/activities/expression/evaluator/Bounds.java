package org.wardbell.activities.expression.evaluator;

import com.dashjoin.jsonata.Jsonata;
import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The limits of one evaluation, watched from inside it, on its own thread. The library's own bounds
 * know neither memory nor the size of a value, and look away from all but the first element of a
 * list that is written out. What ignores these limits is killed from outside.
 */
final class Bounds {
  /** A filter's; every event of the clinic waits for it. */
  static final Duration FILTER_TIME = Duration.ofMillis(100);

  /** A transformation's or a schema's; a usual one takes less than a millisecond. */
  static final Duration LONGER_TIME = Duration.ofMillis(500);

  /** A first run's, which loads classes and fills caches. */
  static final Duration WARM_UP_TIME = Duration.ofMillis(800);

  /** Nested evaluations; a tail call counts once. */
  static final int MAXIMUM_DEPTH = 100;

  /** Bytes allocated in all. An event is 256 KiB at most; a hundred times that is work enough. */
  static final long MAXIMUM_ALLOCATED_BYTES = 64L * 1024 * 1024;

  /** The clock of a thread costs more to read than most steps to make. */
  private static final int STEPS_BETWEEN_LOOKS_AT_THE_CLOCK = 16;

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private static final ScopedValue<Bounds> CURRENT = ScopedValue.newInstance();

  private final long processorNanos;
  private final Weights weights = new Weights();
  private final long startedAt = processorNanos();
  private final long allocatedBefore = THREADS.getCurrentThreadAllocatedBytes();
  private int depth;
  private int steps;
  private @Nullable OutOfBounds exceeded;

  /**
   * @param processor time that this thread may compute; waiting for a processor does not count, so
   *     that a busy machine fails nobody
   */
  Bounds(Duration processor) {
    this.processorNanos = processor.toNanos();
  }

  /** Returns the processor time of this thread. */
  static long processorNanos() {
    return THREADS.getCurrentThreadCpuTime();
  }

  /** Runs on this thread within these bounds. */
  <T> T around(ScopedValue.CallableOp<T, RuntimeException> work) {
    T result = ScopedValue.where(CURRENT, this).call(work);
    if (exceeded != null) {
      throw exceeded; // Somebody on the way caught it.
    }
    return result;
  }

  /** Returns the bounds of the evaluation that runs on this thread. */
  static Bounds current() {
    return CURRENT.get();
  }

  /** Watches every step of an evaluation in this frame. */
  void watch(Jsonata.Frame frame) {
    frame.setEvaluateEntryCallback((_, _, _) -> enter());
    frame.setEvaluateExitCallback((_, _, _, result) -> leave(result));
  }

  private void enter() {
    depth++;
    if (depth > MAXIMUM_DEPTH) {
      throw exceed("it nests more than " + MAXIMUM_DEPTH + " deep; look for a recursion");
    }
    step();
  }

  private void leave(@Nullable Object result) {
    depth--;
    if (weights.of(result) > Weights.MAXIMUM) {
      throw exceed("a value grows too large");
    }
    step();
  }

  /** Counts one step: checks the memory, and now and then the time. */
  void step() {
    if (THREADS.getCurrentThreadAllocatedBytes() - allocatedBefore > MAXIMUM_ALLOCATED_BYTES) {
      throw exceed("it needs too much memory");
    }
    steps++;
    if (steps % STEPS_BETWEEN_LOOKS_AT_THE_CLOCK == 0) {
      lookAtTheClock();
    }
  }

  /** Checks the time, for work that has no steps, such as a regular expression. */
  void lookAtTheClock() {
    if (processorNanos() - startedAt > processorNanos) {
      throw exceed(OutOfBounds.ofTime());
    }
  }

  /** Refuses a text that is about to be made. */
  void requireLength(long characters) {
    if (characters > Weights.MAXIMUM) {
      throw exceed("a value grows too large");
    }
  }

  private OutOfBounds exceed(String message) {
    return exceed(new OutOfBounds(message));
  }

  private OutOfBounds exceed(OutOfBounds bounds) {
    OutOfBounds first = exceeded == null ? bounds : exceeded;
    exceeded = first;
    return first;
  }
}
