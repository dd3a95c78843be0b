package org.wardbell.activities.webhook.draft;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.wardbell.workflows.webhook.RetryPolicy;
import org.wardbell.workflows.webhook.TlsIdentity;

/**
 * A webhook as a person sent it: anything may be missing or wrong. {@code WebhookRules} makes
 * {@link org.wardbell.workflows.webhook.WebhookSettings} of it, which explains each field.
 */
public record WebhookDraft(
    @Nullable String name,
    @Nullable String url,
    @Nullable String method,
    @Nullable List<@Nullable String> events,
    @Nullable String filter,
    @Nullable List<@Nullable Parameter> headers,
    @Nullable List<@Nullable Parameter> query,
    PayloadDraft payload,
    @Nullable AuthenticationDraft authentication,
    @Nullable TlsIdentity tls,
    @Nullable Boolean ed25519Signature,
    @Nullable Integer timeoutSeconds,
    @Nullable RetryPolicy retry,
    @Nullable List<@Nullable AnswerRuleDraft> answers,
    ProtectionDraft protection,
    @Nullable Boolean enabled,
    @Nullable Boolean allowHttp) {
  /** Trims the URL: it is often pasted with a blank at its end. */
  public WebhookDraft {
    url = url == null ? null : url.strip();
  }

  /**
   * A header, query parameter or form field as it was sent.
   *
   * @param secret whether its value is never to be shown, whatever its name
   */
  public record Parameter(@Nullable String name, @Nullable String value, @Nullable Boolean secret) {
    /** Describes one whose name tells whether it is secret. */
    public Parameter(@Nullable String name, @Nullable String value) {
      this(name, value, null);
    }
  }
}
