package org.wardbell.activities.webhook;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.wardbell.workflows.webhook.WebhookSettings;

/**
 * A webhook as it is kept, opened.
 *
 * @param clinicId its clinic, or null for a global one
 * @param version counts changes; an attempt records it
 * @param secrets live signing secrets, newest first
 */
public record KeptWebhook(
    UUID id,
    @Nullable UUID clinicId,
    int version,
    WebhookSettings settings,
    List<SigningSecret> secrets) {
  public KeptWebhook {
    secrets = List.copyOf(secrets);
  }
}
