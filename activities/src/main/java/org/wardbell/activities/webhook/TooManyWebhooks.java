package org.wardbell.activities.webhook;

/** A webhook beyond the limit of its clinic. */
public final class TooManyWebhooks extends RuntimeException {
  private static final long serialVersionUID = 1;

  TooManyWebhooks() {
    super("a clinic may have " + WebhookStore.MAXIMUM_PER_CLINIC + " webhooks");
  }
}
