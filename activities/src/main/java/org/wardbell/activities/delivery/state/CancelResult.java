package org.wardbell.activities.delivery.state;

import org.wardbell.workflows.delivery.DeliveryStatus;

/** The result of a request to cancel a delivery. */
public sealed interface CancelResult {
  /** It is over, by this or an earlier request; nothing more is sent. */
  record Cancelled() implements CancelResult {}

  /** A request is under way: its outcome counts, and what would be tried again is cancelled. */
  record Requested() implements CancelResult {}

  /** It had ended otherwise before, and stays so. */
  record Ended(DeliveryStatus status) implements CancelResult {}
}
