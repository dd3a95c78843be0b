package org.wardbell.activities.delivery.replay;

import java.util.UUID;
import org.wardbell.workflows.delivery.DeliveryStatus;

/** The result of a request to deliver something once more. */
public sealed interface RepeatResult {
  /**
   * The new delivery is kept, and sent as soon as the webhook's workflow is woken.
   *
   * @param webhookId whose workflow that is
   */
  record Made(UUID deliveryId, UUID webhookId) implements RepeatResult {}

  /** The earlier delivery has not ended, so that it may still arrive. */
  record StillOpen(DeliveryStatus status) implements RepeatResult {}

  /** The webhook is disabled, or was deleted. */
  record WebhookWithdrawn(boolean deleted) implements RepeatResult {}

  /** Retention or an erasure has removed the data that would be sent. */
  record DataRemoved() implements RepeatResult {}
}
