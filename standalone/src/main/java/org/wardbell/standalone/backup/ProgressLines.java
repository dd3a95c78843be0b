package org.wardbell.standalone.backup;

import java.io.PrintWriter;
import java.time.Duration;
import org.wardbell.activities.backup.BackupProgress;

/** The lines that tell a person how far a backup or a restore is, one every few seconds. */
final class ProgressLines implements BackupProgress {
  /** Nobody takes silence of this length for a standstill. */
  private static final Duration BETWEEN_LINES = Duration.ofSeconds(5);

  private final PrintWriter out;
  private final String doing;
  private long next = System.nanoTime() + BETWEEN_LINES.toNanos();

  /**
   * @param doing the beginning of each line
   */
  ProgressLines(PrintWriter out, String doing) {
    this.out = out;
    this.doing = doing;
  }

  @Override
  public void reached(String table, long rows) {
    if (System.nanoTime() - next >= 0) {
      next = System.nanoTime() + BETWEEN_LINES.toNanos();
      say("%s: table %s, %,d rows so far".formatted(doing, table, rows));
    }
  }

  void say(String sentence) {
    out.println(sentence);
    out.flush();
  }
}
