package org.wardbell.activities.delivery.replay;

import java.util.UUID;
import org.wardbell.workflows.delivery.DeliveryStatus;

/** What a wish to deliver something once more came to. */
public sealed interface RepeatResult {
  /**
   * It is kept, and sent as soon as the webhook's workflow is woken.
   *
   * @param webhookId whose workflow that is
   */
  record Made(UUID deliveryId, UUID webhookId) implements RepeatResult {}

  /** The earlier one has not ended, so that it may still arrive. */
  record StillOpen(DeliveryStatus status) implements RepeatResult {}

  /** Its webhook is disabled, or was deleted. */
  record WebhookWithdrawn(boolean deleted) implements RepeatResult {}

  /** Retention or an erasure removed what would be sent. */
  record DataRemoved() implements RepeatResult {}
}
