package org.wardbell.api.transfer;

import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.wardbell.activities.webhook.StoredWebhook;
import org.wardbell.activities.webhook.WebhookStore;
import org.wardbell.api.access.Caller;
import org.wardbell.api.transfer.BulkView.Outcome;
import org.wardbell.api.webhook.WebhookEditing;
import org.wardbell.workflows.webhook.WebhookSettings;

/**
 * Changes of many webhooks, each in a transaction of its own: locks are held for one webhook at a
 * time, and what fails keeps back no other.
 */
@Component
public final class WebhookBulk {
  /** A clinic has no more webhooks. */
  public static final int MAXIMUM = WebhookStore.MAXIMUM_PER_CLINIC;

  private final WebhookEditing webhooks;

  WebhookBulk(WebhookEditing webhooks) {
    this.webhooks = webhooks;
  }

  /** The changes that there are. */
  public enum Action {
    ENABLE,
    DISABLE,
    DELETE
  }

  /** Changes them in the order given. */
  public BulkView change(Action action, List<UUID> ids, Caller caller) {
    return BulkView.ofEach(ids, id -> changed(action, webhooks.visible(id, caller), caller));
  }

  private Outcome changed(Action action, StoredWebhook stored, Caller caller) {
    boolean changed =
        switch (action) {
          case ENABLE -> enabled(stored, true, caller);
          case DISABLE -> enabled(stored, false, caller);
          case DELETE -> {
            webhooks.delete(stored, caller);
            yield true;
          }
        };
    return changed ? Outcome.DONE : Outcome.UNCHANGED;
  }

  private boolean enabled(StoredWebhook stored, boolean enabled, Caller caller) {
    if (stored.enabled() == enabled) {
      return false;
    }
    WebhookSettings settings = stored.webhook().settings();
    webhooks.change(stored, settings.with(settings.name(), enabled), caller);
    return true;
  }
}
