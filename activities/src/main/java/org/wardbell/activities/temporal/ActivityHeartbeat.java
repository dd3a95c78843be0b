package org.wardbell.activities.temporal;

import io.temporal.activity.Activity;

/**
 * The heartbeat of the activity that the calling thread runs; tells the server that it is alive.
 */
@FunctionalInterface
public interface ActivityHeartbeat {
  /** Tells the server of the activity that the calling thread is in. */
  ActivityHeartbeat CURRENT = () -> Activity.getExecutionContext().heartbeat(null);

  /**
   * Sends one.
   *
   * @throws io.temporal.client.ActivityCompletionException if the activity is no longer wanted
   */
  void send();
}
