package org.wardbell.standalone.bench.environment;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.function.Supplier;

/** Tells the person at the terminal what goes on. Used by one thread. */
public final class Progress {
  /** Often enough to see that it lives, seldom enough to read in a log. */
  private static final long EVERY_NANOS = Duration.ofSeconds(2).toNanos();

  private final PrintWriter out;
  private long lastNanos = System.nanoTime();

  public Progress(PrintWriter out) {
    this.out = out;
  }

  /** A step that begins. */
  public void step(String text) {
    out.println(text);
    out.flush();
    lastNanos = System.nanoTime();
  }

  /** Where a step stands; printed every 2 s at most. */
  public void now(Supplier<String> text) {
    if (System.nanoTime() - lastNanos >= EVERY_NANOS) {
      step("  " + text.get());
    }
  }
}
