package org.wardbell.api.transfer;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.wardbell.activities.webhook.StoredWebhook;
import org.wardbell.activities.webhook.rules.WebhookRules;
import org.wardbell.api.access.Caller;
import org.wardbell.api.webhook.WebhookChecks;
import org.wardbell.api.webhook.WebhookEditing;
import org.wardbell.workflows.webhook.WebhookSettings;

/** The command that copies a webhook, whoever asks for it: the API or a page. */
@Component
public final class WebhookCopies {
  private static final String COPY = " (copy)";

  private final WebhookEditing webhooks;

  WebhookCopies(WebhookEditing webhooks) {
    this.webhooks = webhooks;
  }

  /**
   * Makes a copy with a signing secret of its own.
   *
   * @param name the copy's, or null for the original's with an addition
   */
  public StoredWebhook copy(
      StoredWebhook original, @Nullable String name, boolean enabled, Caller caller) {
    WebhookEditing.requireReadable(original);
    WebhookSettings settings = original.webhook().settings();
    return webhooks.create(
        original.webhook().clinicId(),
        settings.with(name == null ? copied(settings.name()) : WebhookChecks.name(name), enabled),
        caller,
        Map.of("from", original.webhook().id().toString()));
  }

  private static String copied(String name) {
    int room = WebhookRules.MAXIMUM_NAME_CHARACTERS - COPY.length();
    String begin =
        name.codePointCount(0, name.length()) > room
            ? name.substring(0, name.offsetByCodePoints(0, room))
            : name;
    return begin + COPY;
  }
}
