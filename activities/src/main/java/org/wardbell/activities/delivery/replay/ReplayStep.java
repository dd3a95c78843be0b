package org.wardbell.activities.delivery.replay;

import java.time.Duration;
import java.util.UUID;

/** The result of one step of a replay job. */
sealed interface ReplayStep {
  /** The job has ended, or is paused. */
  record Over() implements ReplayStep {}

  /**
   * The job moved on, and may do so again at once.
   *
   * @param wake whether the webhook's workflow has to be signalled
   */
  record Moved(UUID webhookId, int created, boolean wake) implements ReplayStep {}

  /** The job has reached its limit of open deliveries, or all were made and some have not ended. */
  record Full(int open) implements ReplayStep {}

  /**
   * The job is ahead of its pace.
   *
   * @param by how long until it is not
   */
  record Early(Duration by) implements ReplayStep {}
}
