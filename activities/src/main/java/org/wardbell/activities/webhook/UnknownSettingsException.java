package org.wardbell.activities.webhook;

/**
 * A webhook whose seal is whole and whose settings this process does not understand: a newer
 * version wrote them. Another process will, so its deliveries wait for that one.
 */
public final class UnknownSettingsException extends RuntimeException {
  private final KeptWebhook known;

  UnknownSettingsException(KeptWebhook known, RuntimeException cause) {
    // The cause could quote settings, and those carry credentials; its class is enough.
    super(
        "the settings of webhook %s cannot be read by this version: %s"
            .formatted(known.id(), cause.getClass().getSimpleName()));
    this.known = known;
  }

  /**
   * Returns what is known of it beside its settings: its name and what it subscribes to. Nothing
   * can be sent with this.
   */
  public KeptWebhook known() {
    return known;
  }
}
