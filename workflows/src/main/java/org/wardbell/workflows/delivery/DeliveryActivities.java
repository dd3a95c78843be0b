package org.wardbell.workflows.delivery;

import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;

/** The regular lane: one activity per delivery, retried by the server when the row says so. */
@ActivityInterface
public interface DeliveryActivities {
  /** The answer of {@link #deliver} when the delivery now belongs to its webhook's workflow. */
  String PARKED = "PARKED";

  /**
   * Makes the next attempt if it is due.
   *
   * @return the final {@link DeliveryStatus}, or {@link #PARKED}
   * @throws io.temporal.failure.ApplicationFailure with the delay until the next attempt
   */
  @ActivityMethod(name = "Deliver")
  String deliver(String deliveryId);
}
