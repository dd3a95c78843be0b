package org.wardbell.activities.delivery.drain;

import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.wardbell.activities.temporal.ChunkPace;
import org.wardbell.activities.temporal.Heartbeat;

/**
 * Work on a backlog of any size, a chunk at a time. After each it rests for as long as the chunk
 * took, so that on a machine with little to do the database has half of its time for others.
 */
final class Chunks {
  /** A drain reports back after this long, so that people see it move. */
  private static final Duration WORKING_TIME = Duration.ofSeconds(20);

  private Chunks() {}

  /**
   * Runs a chunk after the other until one finds nothing to do.
   *
   * @param chunk one transaction of its own; returns whether it found something
   * @return whether there may be more, because the time is over or the activity no longer wanted
   */
  static boolean run(Heartbeat life, BooleanSupplier chunk) {
    long end = System.nanoTime() + WORKING_TIME.toNanos();
    while (true) {
      long began = System.nanoTime();
      if (!chunk.getAsBoolean()) {
        return false;
      }
      if (System.nanoTime() > end || !life.wanted()) {
        return true;
      }
      ChunkPace.rest(System.nanoTime() - began);
    }
  }
}
