package org.wardbell.api.webhook;

/** The status of a webhook. */
public enum WebhookStatus {
  /** Events match it and its deliveries are sent. */
  ACTIVE,
  /** Events match it and its deliveries wait. */
  PAUSED,
  /** No event matches it. */
  DISABLED
}
