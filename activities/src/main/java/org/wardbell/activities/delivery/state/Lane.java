package org.wardbell.activities.delivery.state;

/** Which way an attempt goes. Names are stored. */
public enum Lane {
  /** At once, inside the dispatch of its event; webhooks that are healthy and quick. */
  EXPRESS,
  /** An activity of the event's workflow, retried by Temporal. */
  REGULAR,
  /** From the parked deliveries of a webhook, by its own workflow. */
  DRAIN
}
