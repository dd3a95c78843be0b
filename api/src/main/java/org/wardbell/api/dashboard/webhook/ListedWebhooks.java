package org.wardbell.api.dashboard.webhook;

import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.wardbell.activities.webhook.StoredWebhook;
import org.wardbell.activities.webhook.WebhookStore;
import org.wardbell.api.access.Caller;
import org.wardbell.api.webhook.WebhookEditing;

/** The webhooks that the list shows to a person, newest first. */
@Component
final class ListedWebhooks {
  private final WebhookEditing webhooks;

  ListedWebhooks(WebhookEditing webhooks) {
    this.webhooks = webhooks;
  }

  /** Returns whatever a person sees; one more than the list can take if there are too many. */
  List<StoredWebhook> all(Caller caller) {
    return webhooks.list(caller.clinicId(), null, WebhookStore.MAXIMUM_PER_CLINIC + 1);
  }

  /** Returns the ids of those that pass a filter. */
  List<UUID> matching(WebhookFilter filter, Caller caller) {
    return all(caller).stream().filter(filter::passes).map(each -> each.webhook().id()).toList();
  }
}
