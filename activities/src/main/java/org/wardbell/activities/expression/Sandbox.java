package org.wardbell.activities.expression;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * The threads on which expressions are evaluated: platform threads whose stack, processor time and
 * allocation can be watched, and on which a step that no bound reaches holds up nothing but the
 * next expression. The threads are daemons that end by themselves, so there is nothing to close.
 */
final class Sandbox {
  /**
   * The longest wait of a caller, for a thread and for the result. The bound on processor time ends
   * nearly everything much sooner; this one is for an overloaded machine, and for work that has no
   * steps.
   */
  static final Duration PATIENCE = Duration.ofSeconds(3);

  /** The number of threads: as many as a small machine's processors can use. */
  private static final int PLACES = 4;

  /** Nested 100 deep, an expression needs some hundred KiB. */
  private static final long STACK_BYTES = 2L * 1024 * 1024;

  private static final Semaphore FREE = new Semaphore(PLACES);

  private static final ExecutorService THREADS =
      Executors.newCachedThreadPool(
          work -> {
            Thread thread = new Thread(null, work, "expression", STACK_BYTES);
            thread.setDaemon(true);
            return thread;
          });

  private Sandbox() {}

  /**
   * Runs work within bounds.
   *
   * @param processor time that it may compute
   * @throws ExpressionFailure if it fails, or wants more than it may have
   * @throws OutOfTime if it took too long
   * @throws ExpressionOverload if this machine had no time for it
   */
  static <T> T run(Duration processor, ScopedValue.CallableOp<T, RuntimeException> work)
      throws OutOfTime {
    Allowance.require();
    Bounds bounds = new Bounds(processor);
    long start = System.nanoTime();
    try {
      if (!FREE.tryAcquire(PATIENCE.toNanos(), TimeUnit.NANOSECONDS)) {
        throw new ExpressionOverload();
      }
      Future<T> running = THREADS.submit(() -> inside(bounds, work));
      return running.get(PATIENCE.toNanos() - (System.nanoTime() - start), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      if (bounds.abandon()) {
        throw new OutOfTime();
      }
      throw new ExpressionOverload();
    } catch (ExecutionException e) {
      throw failure(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("the process is stopping", e);
    } finally {
      Allowance.use(System.nanoTime() - start);
    }
  }

  private static <T> T inside(Bounds bounds, ScopedValue.CallableOp<T, RuntimeException> work) {
    try {
      return bounds.around(work);
    } finally {
      FREE.release();
    }
  }

  /** Returns a failure without the cause's text, which may quote the event. */
  private static ExpressionFailure failure(@Nullable Throwable cause) throws OutOfTime {
    return switch (cause) {
      case OutOfBounds bounds when Bounds.TOO_LONG.equals(bounds.getMessage()) ->
          throw new OutOfTime();
      case OutOfBounds bounds -> new ExpressionFailure(String.valueOf(bounds.getMessage()));
      case StackOverflowError _ -> new ExpressionFailure("it nests too deep");
      case OutOfMemoryError _ -> new ExpressionFailure("it needs too much memory");
      case null, default -> new ExpressionFailure("it does not work with this event's values");
    };
  }

  /** An evaluation that took too long. */
  static final class OutOfTime extends Exception {
    OutOfTime() {
      super("it takes too long", null, false, false);
    }
  }
}
