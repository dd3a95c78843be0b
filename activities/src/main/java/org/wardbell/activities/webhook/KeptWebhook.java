package org.wardbell.activities.webhook;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.wardbell.workflows.delivery.RetrySchedule;
import org.wardbell.workflows.webhook.WebhookSettings;

/**
 * A stored webhook, opened.
 *
 * @param clinicId its clinic, or null for a global one
 * @param version counts changes; an attempt records it
 * @param secrets live signing secrets, newest first
 * @param schedule the schedule of the settings' retry policy, worked out once
 */
public record KeptWebhook(
    UUID id,
    @Nullable UUID clinicId,
    int version,
    WebhookSettings settings,
    List<SigningSecret> secrets,
    RetrySchedule schedule) {
  public KeptWebhook {
    secrets = List.copyOf(secrets);
  }

  public KeptWebhook(
      UUID id,
      @Nullable UUID clinicId,
      int version,
      WebhookSettings settings,
      List<SigningSecret> secrets) {
    this(id, clinicId, version, settings, secrets, RetrySchedule.of(settings.retry()));
  }

  /** Returns whether its settings could be opened; every webhook that can has a signing secret. */
  public boolean isReadable() {
    return !secrets.isEmpty();
  }
}
