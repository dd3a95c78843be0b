package org.wardbell.activities.delivery.state;

/** Whose turn it is to move a delivery that is not final: every one has exactly one owner. */
public enum Owner {
  EVENT("event"),
  WEBHOOK("webhook");

  /** As it is stored in {@code delivery.owner}. */
  public final String stored;

  Owner(String stored) {
    this.stored = stored;
  }
}
