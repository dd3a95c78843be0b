package org.wardbell.activities.webhook.state;

/** The reason why a delivery waits for its webhook. Stored and shown. */
public enum ParkedReason {
  /** A person paused the webhook. */
  PAUSED("paused"),
  /** The receiver asked for a pause (429, or 503 with Retry-After). */
  LIMITED("limited"),
  /** The receiver fails again and again: only probes are sent. */
  CIRCUIT("circuit"),
  /** Requests to this webhook fill every slot of this process. */
  NO_SLOT("no_slot"),
  /** More than 50 deliveries of this webhook, or 100 of this workflow, wait already. */
  OVERFLOW("overflow"),
  /** The webhook's rate allows no more now. */
  RATE("rate"),
  /** The webhook keeps the order of its subjects' events, so all of its deliveries wait in line. */
  ORDER("order"),
  /** Drained once, failed, and due again at its next attempt. */
  RETRY("retry"),
  /** The webhook's filter or transformation was not evaluated to its end, and is tried again. */
  EXPRESSION("expression"),
  /** The process that met it cannot read the webhook's settings: a newer one wrote them. */
  UNREADABLE("unreadable"),
  /** A resend or a replay: it goes after all live deliveries. */
  REPEAT("repeat");

  /** The stored form, that of {@code delivery.parked_reason}. */
  public final String stored;

  ParkedReason(String stored) {
    this.stored = stored;
  }
}
