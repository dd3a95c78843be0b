package org.wardbell.build;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** Lines on the terminal that say what is done, and that it still goes on. */
final class Progress {
  /** Seconds without a line after which somebody would wonder. */
  private static final int PATIENCE = 5;

  /** Milliseconds between two looks. */
  private static final int TICK = 200;

  private final PrintStream out;
  private volatile long lastLine = System.nanoTime();

  Progress(PrintStream out) {
    this.out = out;
  }

  /** Prints one line. */
  void say(String line) {
    lastLine = System.nanoTime();
    out.println(line);
  }

  /** Does something, and says in long silences that it still does. */
  void during(String activity, Runnable work) {
    long start = System.nanoTime();
    Thread ticker =
        Thread.ofVirtual()
            .start(
                () -> {
                  try {
                    while (true) {
                      TimeUnit.MILLISECONDS.sleep(TICK);
                      if (since(Math.max(start, lastLine)).toSeconds() >= PATIENCE) {
                        say("  still " + activity + ", " + since(start).toSeconds() + " s");
                      }
                    }
                  } catch (InterruptedException ended) {
                    Thread.currentThread().interrupt();
                  }
                });
    try {
      work.run();
    } finally {
      ticker.interrupt();
    }
  }

  /** Returns the time since a value of {@link System#nanoTime}. */
  static Duration since(long start) {
    return Duration.ofNanos(System.nanoTime() - start);
  }

  /** Returns a time as seconds with one decimal. */
  static String seconds(Duration time) {
    return String.format(Locale.ROOT, "%.1f s", time.toMillis() / 1000.0);
  }
}
