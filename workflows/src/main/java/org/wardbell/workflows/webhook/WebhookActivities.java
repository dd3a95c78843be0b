package org.wardbell.workflows.webhook;

import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;

/** The activities of a webhook's workflow. */
@ActivityInterface
public interface WebhookActivities {
  /** Sends parked deliveries that are due, at most 100, oldest first. Safe to run twice at once. */
  @ActivityMethod(name = "Drain")
  DrainResult drain(String webhookId);
}
