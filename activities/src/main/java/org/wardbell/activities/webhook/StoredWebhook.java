package org.wardbell.activities.webhook;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.wardbell.activities.webhook.state.WebhookState;

/**
 * A webhook and the state that surrounds its configuration.
 *
 * @param webhook the configuration, opened
 * @param enabled whether events match it; wins over the settings, because the system may have
 *     disabled it
 * @param disabledReason why the system disabled it, or null if a person did or it is enabled
 * @param state whether its deliveries wait, and how its receiver does
 */
public record StoredWebhook(
    KeptWebhook webhook,
    boolean enabled,
    @Nullable String disabledReason,
    WebhookState state,
    Instant createdAt,
    Instant updatedAt) {

  /** Returns whether its settings could be opened. */
  public boolean isReadable() {
    return webhook.isReadable();
  }
}
