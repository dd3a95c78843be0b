package org.wardbell.activities.delivery.attempt;

import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.wardbell.activities.webhook.KeptWebhook;

/**
 * The room that one dispatch has reserved with its webhooks, to be given back if its transaction
 * fails. For one thread.
 */
public final class ReservedSlots {
  private final WebhookSlots slots;
  private final Map<UUID, Part> parts = new HashMap<>();

  private record Part(KeptWebhook webhook, int requests) {}

  ReservedSlots(WebhookSlots slots) {
    this.slots = slots;
  }

  /**
   * Reserves room with a webhook, once.
   *
   * @return how many of the wanted requests would probably get a slot within a second
   */
  public int reserve(KeptWebhook webhook, int wanted) {
    int granted = slots.reserve(webhook, wanted);
    parts.put(webhook.id(), new Part(webhook, granted));
    return granted;
  }

  /** Gives back what the dispatch does not need of a webhook. */
  public void keep(UUID webhookId, int used) {
    Part part = parts.get(webhookId);
    if (part != null && used < part.requests()) {
      slots.giveBack(part.webhook(), part.requests() - used);
      parts.put(webhookId, new Part(part.webhook(), used));
    }
  }

  /** Gives back all of it. */
  public void giveBack() {
    parts.values().forEach(part -> slots.giveBack(part.webhook(), part.requests()));
    parts.clear();
  }
}
