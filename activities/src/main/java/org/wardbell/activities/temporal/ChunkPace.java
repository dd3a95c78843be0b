package org.wardbell.activities.temporal;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * The pace of a long job that goes through a table in chunks, each a transaction of its own. A
 * chunk that took long makes the next one smaller, so that no lock is held for long on any machine;
 * after each the job rests for as long as the chunk took, so that the database has half of its time
 * for others.
 */
public final class ChunkPace {
  /** Rows that one statement touches at most. */
  public static final int MOST = 500;

  /** A chunk is never smaller: then something else is wrong than its size. */
  private static final int FEWEST = 10;

  private static final int FIRST = 100;

  /** A quarter of the 100 ms for which a lock may be held: the next chunk may meet a busy disk. */
  private static final Duration LONG = Duration.ofMillis(25);

  /** Less than half of what is long, so that a chunk of twice the rows is not too long at once. */
  private static final Duration SHORT = Duration.ofMillis(10);

  /** On a busy machine a chunk takes long because of others; it need not wait for them twice. */
  private static final Duration LONGEST_REST = Duration.ofMillis(50);

  private int rows = FIRST;

  /** Returns how many rows the next chunk may touch. */
  public int rows() {
    return rows;
  }

  /**
   * Learns from a chunk, and rests.
   *
   * @param nanos the time that its transaction took
   */
  public void took(long nanos) {
    if (nanos > LONG.toNanos()) {
      rows = Math.max(FEWEST, rows / 2);
    } else if (nanos < SHORT.toNanos()) {
      rows = Math.min(MOST, rows * 2);
    }
    rest(nanos);
  }

  /**
   * Rests after a chunk whose size stays.
   *
   * @param nanos the time that its transaction took
   */
  public static void rest(long nanos) {
    try {
      TimeUnit.NANOSECONDS.sleep(Math.min(nanos, LONGEST_REST.toNanos()));
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("the worker is stopping", interrupted);
    }
  }
}
