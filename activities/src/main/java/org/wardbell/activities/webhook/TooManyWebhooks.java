package org.wardbell.activities.webhook;

/** A clinic has as many webhooks as it may have. */
public final class TooManyWebhooks extends RuntimeException {
  private static final long serialVersionUID = 1;

  TooManyWebhooks() {
    super("a clinic may have " + WebhookStore.MAXIMUM_PER_CLINIC + " webhooks");
  }
}
