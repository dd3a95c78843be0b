package org.wardbell.workflows.delivery;

/** Where a delivery stands. Names are stored and shown; final ones never change. */
public enum DeliveryStatus {
  /** Waits for its next attempt. */
  PENDING,
  /** A request is under way. */
  SENDING,
  /** Waits for its webhook, with a reason. */
  PARKED,
  /** A receiver took it. */
  DELIVERED,
  /** Every attempt was spent. */
  EXHAUSTED,
  /** The receiver's answer was permanent. */
  REFUSED,
  /** The receiver answered 410. */
  GONE,
  /** A person cancelled it, or its webhook was disabled or deleted. */
  CANCELLED;

  /** Whether nothing more will happen to it. */
  public boolean isFinal() {
    return switch (this) {
      case PENDING, SENDING, PARKED -> false;
      case DELIVERED, EXHAUSTED, REFUSED, GONE, CANCELLED -> true;
    };
  }
}
