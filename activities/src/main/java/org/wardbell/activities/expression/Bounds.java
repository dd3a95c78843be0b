package org.wardbell.activities.expression;

import com.dashjoin.jsonata.Jsonata;
import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The limits of one evaluation, watched from inside it, on its own thread. The library's own bounds
 * know neither memory nor the size of a value, and look away from all but the first element of a
 * list that is written out.
 */
final class Bounds {
  /** Nested evaluations; a tail call counts once. */
  static final int MAXIMUM_DEPTH = 100;

  /** Bytes allocated in all. An event is 256 KiB at most; a hundred times that is work enough. */
  static final long MAXIMUM_ALLOCATED_BYTES = 64L * 1024 * 1024;

  /** The message for an evaluation that computes longer than it may. */
  static final String TOO_LONG = "it takes too long";

  /** The clock of a thread costs more to read than most steps to make. */
  private static final int STEPS_BETWEEN_LOOKS_AT_THE_CLOCK = 16;

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private static final ScopedValue<Bounds> CURRENT = ScopedValue.newInstance();

  private final long processorNanos;
  private final Weights weights = new Weights();
  private long startedAt;
  private long allocatedBefore;
  private int depth;
  private int steps;
  private volatile @Nullable Thread thread;
  private volatile boolean abandoned;
  private @Nullable OutOfBounds exceeded;

  /**
   * @param processor time that this thread may compute; waiting for a processor does not count, so
   *     that a busy machine fails nobody
   */
  Bounds(Duration processor) {
    this.processorNanos = processor.toNanos();
  }

  /** Runs on this thread within these bounds. */
  <T> T around(ScopedValue.CallableOp<T, RuntimeException> work) {
    startedAt = THREADS.getCurrentThreadCpuTime();
    allocatedBefore = THREADS.getCurrentThreadAllocatedBytes();
    thread = Thread.currentThread();
    T result = ScopedValue.where(CURRENT, this).call(work);
    if (exceeded != null) {
      throw exceeded; // Somebody on the way caught it.
    }
    return result;
  }

  /**
   * Ends it at its next step, because nobody waits for it any more.
   *
   * @return whether it had used up its time; if not, this machine had none for it
   */
  boolean abandon() {
    abandoned = true;
    Thread running = thread;
    return running != null
        && THREADS.getThreadCpuTime(running.threadId()) - startedAt > processorNanos;
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

  private void step() {
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
    if (abandoned || THREADS.getCurrentThreadCpuTime() - startedAt > processorNanos) {
      throw exceed(TOO_LONG);
    }
  }

  /** Refuses a text that is about to be made. */
  void requireLength(long characters) {
    if (characters > Weights.MAXIMUM) {
      throw exceed("a value grows too large");
    }
  }

  private OutOfBounds exceed(String message) {
    OutOfBounds first = exceeded == null ? new OutOfBounds(message) : exceeded;
    exceeded = first;
    return first;
  }
}
