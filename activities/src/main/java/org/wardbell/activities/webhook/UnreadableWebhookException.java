package org.wardbell.activities.webhook;

import java.util.UUID;

/**
 * A webhook whose seal is broken: its row was changed in the database, or belongs to another master
 * key.
 */
public final class UnreadableWebhookException extends RuntimeException {
  private final UUID webhookId;

  UnreadableWebhookException(UUID webhookId, RuntimeException cause) {
    // The cause could quote settings, and those carry credentials; its class is enough.
    super("webhook " + webhookId + " cannot be opened: " + cause.getClass().getSimpleName());
    this.webhookId = webhookId;
  }

  /** Returns the webhook's id. */
  public UUID webhookId() {
    return webhookId;
  }
}
