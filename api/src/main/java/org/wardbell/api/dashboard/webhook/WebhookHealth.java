package org.wardbell.api.dashboard.webhook;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.wardbell.activities.webhook.StoredWebhook;
import org.wardbell.activities.webhook.state.WebhookState;

/**
 * The health of a webhook in a word.
 *
 * @param style the class of its outcome
 * @param hint what it means, in a few words; may be empty
 * @param at a moment that belongs to the hint, or null
 */
public record WebhookHealth(String style, String word, String hint, @Nullable Instant at) {
  /** Returns the health of a webhook. */
  static WebhookHealth of(StoredWebhook stored, boolean isUsed, Instant now) {
    WebhookState state = stored.state();
    if (!stored.isReadable()) {
      return new WebhookHealth("failed", "Unreadable", "its settings cannot be opened", null);
    }
    if (!stored.enabled()) {
      return stored.disabledReason() == null
          ? new WebhookHealth("idle", "Off", "", null)
          : new WebhookHealth("refused", "Switched off", "by Wardbell", null);
    }
    if (state.paused()) {
      return new WebhookHealth("idle", "Paused", "what matches waits", null);
    }
    if (state.circuit().open()) {
      Instant probe = state.circuit().probeAt();
      return probe != null && probe.isAfter(now)
          ? new WebhookHealth("failed", "Failing", "next probe", probe)
          : new WebhookHealth("failed", "Failing", "a probe is due", null);
    }
    if (state.failures() > 0) {
      return new WebhookHealth("failed", "Failing", failures(state.failures()), null);
    }
    Instant blocked = state.blockedUntil();
    if (blocked != null && blocked.isAfter(now)) {
      return new WebhookHealth("waiting", "Waiting", "its receiver asked for it, until", blocked);
    }
    return isUsed
        ? new WebhookHealth("delivered", "Well", "", null)
        : new WebhookHealth("idle", "Unused", "nothing was sent yet", null);
  }

  /** Returns whether somebody has to see to a webhook. */
  static boolean fails(StoredWebhook stored) {
    return stored.enabled()
        ? !stored.isReadable() || stored.state().failures() > 0 || stored.state().circuit().open()
        : stored.disabledReason() != null;
  }

  private static String failures(int failures) {
    return failures == 1 ? "the last try" : failures + " tries in a row";
  }
}
