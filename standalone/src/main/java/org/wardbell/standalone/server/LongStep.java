package org.wardbell.standalone.server;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * A step that may take long on a slow machine: every five seconds it is said that it still goes on,
 * so that nobody takes silence for a standstill. Ends with {@link #close}.
 */
final class LongStep implements AutoCloseable {
  private static final Duration SILENCE = Duration.ofSeconds(5);

  private final CountDownLatch done = new CountDownLatch(1);

  private LongStep() {}

  /**
   * Begins a step.
   *
   * @param what the beginning of the line, followed by the seconds that have passed
   */
  static LongStep begin(String what, Consumer<String> progress) {
    LongStep step = new LongStep();
    long started = System.nanoTime();
    Thread.ofVirtual()
        .name("long step")
        .start(
            () -> {
              while (!step.isDoneWithin(SILENCE)) {
                long seconds = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - started);
                progress.accept(what + ", " + seconds + " s so far");
              }
            });
    return step;
  }

  private boolean isDoneWithin(Duration limit) {
    try {
      return done.await(limit.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return true;
    }
  }

  @Override
  public void close() {
    done.countDown();
  }
}
