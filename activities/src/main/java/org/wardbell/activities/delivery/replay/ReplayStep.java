package org.wardbell.activities.delivery.replay;

import java.time.Duration;
import java.util.UUID;

/** What one step of a replay job came to. */
public sealed interface ReplayStep {
  /** The job has ended, or is paused. */
  record Over() implements ReplayStep {}

  /** It moved on, and may again at once. */
  record Moved(UUID webhookId, int created) implements ReplayStep {}

  /** As many as may be are open, or all were made and some have not ended. */
  record Full(int open) implements ReplayStep {}

  /**
   * It is ahead of its pace.
   *
   * @param by how long until it is not
   */
  record Early(Duration by) implements ReplayStep {}
}
