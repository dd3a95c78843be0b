package org.wardbell.activities.temporal;

import io.temporal.client.ActivityCompletionException;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * The heartbeat of a long activity, so that it is soon begun again elsewhere if the process is
 * killed; its answer tells when the work is no longer wanted.
 */
public final class Heartbeat {
  /** Several fit into the shortest heartbeat timeout (15 s). */
  private static final Duration EVERY = Duration.ofSeconds(3);

  private final ActivityHeartbeat heartbeat;
  private boolean wanted = true;

  /**
   * @param heartbeat sent in the activity's own thread
   */
  public Heartbeat(ActivityHeartbeat heartbeat) {
    this.heartbeat = heartbeat;
  }

  /**
   * Returns whether to begin any further work: not when the worker stops or the workflow is gone.
   */
  public boolean wanted() {
    give();
    return wanted;
  }

  /** Waits for something that is under way, which is never cut short. */
  public <T> T take(BlockingQueue<T> ended) throws InterruptedException {
    while (true) {
      T one = ended.poll(EVERY.toMillis(), TimeUnit.MILLISECONDS);
      if (one != null) {
        return one;
      }
      give();
    }
  }

  private void give() {
    try {
      if (wanted) {
        heartbeat.send();
      }
    } catch (ActivityCompletionException notWanted) {
      wanted = false;
    }
  }
}
