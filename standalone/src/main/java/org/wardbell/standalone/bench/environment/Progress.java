package org.wardbell.standalone.bench.environment;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.function.Supplier;

/** Progress messages for the person at the terminal. Used by one thread. */
public final class Progress {
  /** Often enough to see that it lives, seldom enough to read in a log. */
  private static final long EVERY_NANOS = Duration.ofSeconds(2).toNanos();

  private final PrintWriter out;
  private long lastNanos = System.nanoTime();

  public Progress(PrintWriter out) {
    this.out = out;
  }

  /** Prints the beginning of a step. */
  public void step(String text) {
    out.println(text);
    out.flush();
    lastNanos = System.nanoTime();
  }

  /** Prints the progress of a step, every 2 s at most. */
  public void now(Supplier<String> text) {
    if (System.nanoTime() - lastNanos >= EVERY_NANOS) {
      step("  " + text.get());
    }
  }
}
