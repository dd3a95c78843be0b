package org.wardbell.workflows.delivery;

/** The status of a replay job. Names are stored. */
public enum ReplayStatus {
  /** It makes deliveries, or waits for the last ones to end. */
  RUNNING,
  /** It makes no more until it is resumed; those it made still go. */
  PAUSED,
  /** It was ended early; its open deliveries have been cancelled. */
  CANCELLED,
  /** Everything it made has ended. */
  DONE
}
