package org.wardbell.activities.backup;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * The pace of a backup beside live traffic: after each mebibyte it rests for as long as that took,
 * so that database and disk have half of their time for others.
 */
final class HalfPace {
  /** Bytes; some milliseconds on most machines, and rests of less are not kept exactly. */
  private static final long BETWEEN_RESTS = 1 << 20;

  /** A machine that stood still was busy with others: they need no more time. */
  private static final Duration LONGEST_REST = Duration.ofSeconds(1);

  private long bytes;
  private long began = System.nanoTime();

  /** Hears of bytes that were read, and may rest. */
  void read(long more) {
    bytes += more;
    if (bytes < BETWEEN_RESTS) {
      return;
    }
    bytes = 0;
    try {
      TimeUnit.NANOSECONDS.sleep(Math.min(System.nanoTime() - began, LONGEST_REST.toNanos()));
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new BackupRefusedException("The backup was interrupted.", interrupted);
    }
    began = System.nanoTime();
  }
}
