package org.wardbell.activities.temporal;

import java.time.Duration;
import java.util.function.IntFunction;
import org.wardbell.workflows.JobProgress;

/**
 * The work of an activity that goes on chunk by chunk for a while, at a pace that lets others in.
 */
public final class PacedWork {
  /** An activity reports back after this long, so that people see it move. */
  private static final Duration WORKING_TIME = Duration.ofSeconds(20);

  private PacedWork() {}

  /**
   * Runs chunks until one is the last, or one has to wait, or the time is over.
   *
   * @param chunk gets the rows that it may touch
   */
  public static JobProgress run(ActivityHeartbeat heartbeat, IntFunction<JobProgress> chunk) {
    Heartbeat life = new Heartbeat(heartbeat);
    ChunkPace pace = new ChunkPace();
    long end = System.nanoTime() + WORKING_TIME.toNanos();
    long rows = 0;
    while (true) {
      long began = System.nanoTime();
      JobProgress progress = chunk.apply(pace.rows());
      rows += progress.rows();
      if (progress.over()
          || progress.waitMillis() > 0
          || System.nanoTime() > end
          || !life.wanted()) {
        return new JobProgress(progress.over(), rows, progress.waitMillis());
      }
      pace.took(System.nanoTime() - began);
    }
  }
}
