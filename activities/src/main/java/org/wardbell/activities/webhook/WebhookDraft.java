package org.wardbell.activities.webhook;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.wardbell.workflows.webhook.RetryPolicy;

/**
 * A webhook as a person sent it: anything may be missing or wrong. {@link WebhookRules} makes
 * {@link org.wardbell.workflows.webhook.WebhookSettings} of it, which explains each field.
 */
public record WebhookDraft(
    @Nullable String name,
    @Nullable String url,
    @Nullable String method,
    @Nullable List<@Nullable String> events,
    @Nullable List<@Nullable Parameter> headers,
    @Nullable List<@Nullable Parameter> query,
    @Nullable String body,
    @Nullable String contentType,
    @Nullable Integer timeoutSeconds,
    @Nullable RetryPolicy retry,
    @Nullable Boolean enabled,
    @Nullable Boolean allowHttp) {

  /** A header or query parameter as it was sent. */
  public record Parameter(@Nullable String name, @Nullable String value) {}
}
