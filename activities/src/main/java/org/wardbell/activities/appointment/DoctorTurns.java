package org.wardbell.activities.appointment;

import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * The turns of this process's changes to a doctor's day. What decides is the lock of the doctor's
 * row; but whoever waits for it in the database holds a connection, and fifty bookings at once
 * would hold them all, so that they and everybody else are told that none is free. Here a wait
 * costs nothing, and who came first goes first.
 */
final class DoctorTurns {
  /** Far more than changes are under way at once; doctors who share a turn wait for each other. */
  private static final int TURNS = 1_024;

  /**
   * The longest wait. A turn takes some ten milliseconds, so after this the database is in trouble,
   * and each change hears of that by itself.
   */
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final ReentrantLock[] turns = new ReentrantLock[TURNS];

  DoctorTurns() {
    Arrays.setAll(turns, _ -> new ReentrantLock(true));
  }

  /**
   * Runs a change when it is its turn.
   *
   * @param doctor equal for changes of the same doctor
   */
  <T> T run(Object doctor, Supplier<T> change) {
    ReentrantLock turn = turns[Math.floorMod(doctor.hashCode(), TURNS)];
    boolean taken = take(turn);
    try {
      return change.get();
    } finally {
      if (taken) {
        turn.unlock();
      }
    }
  }

  private static boolean take(ReentrantLock turn) {
    try {
      return turn.tryLock(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
