package org.wardbell.workflows.delivery;

/** The status of a delivery. Names are stored and shown; final ones never change. */
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

  /** Returns whether it never changes again. */
  public boolean isFinal() {
    return switch (this) {
      case PENDING, SENDING, PARKED -> false;
      case DELIVERED, EXHAUSTED, REFUSED, GONE, CANCELLED -> true;
    };
  }
}
