package org.wardbell.activities.delivery;

import io.temporal.activity.Activity;
import io.temporal.activity.ActivityExecutionContext;
import io.temporal.client.ActivityCompletionException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Tells Temporal that a long activity still works, so that it is soon begun again elsewhere if the
 * process is killed; and learns from the answer when its work is no longer wanted.
 */
final class SignOfLife {
  /** Several fit into the shortest heartbeat timeout (15 s). */
  private static final Duration EVERY = Duration.ofSeconds(3);

  private final ActivityExecutionContext activity = Activity.getExecutionContext();
  private boolean wanted = true;

  /** Whether to begin anything new: not when the worker stops or the workflow is gone. */
  boolean wanted() {
    give();
    return wanted;
  }

  /** Waits for something that is under way, which is never cut short. */
  <T> T await(Future<T> running) throws InterruptedException, ExecutionException {
    while (true) {
      try {
        return running.get(EVERY.toMillis(), TimeUnit.MILLISECONDS);
      } catch (TimeoutException stillRunning) {
        give();
      }
    }
  }

  private void give() {
    try {
      if (wanted) {
        activity.heartbeat(null);
      }
    } catch (ActivityCompletionException notWanted) {
      wanted = false;
    }
  }
}
