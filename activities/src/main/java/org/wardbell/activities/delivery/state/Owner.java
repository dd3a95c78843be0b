package org.wardbell.activities.delivery.state;

/**
 * The workflow that moves a delivery next: every delivery that is not final has exactly one owner.
 */
public enum Owner {
  EVENT("event"),
  WEBHOOK("webhook");

  /** As it is stored in {@code delivery.owner}. */
  public final String stored;

  Owner(String stored) {
    this.stored = stored;
  }
}
