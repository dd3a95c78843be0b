package org.wardbell.workflows.webhook;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A clinic's settings of a webhook, complete (defaults filled in) and valid. URL, query, header
 * values and payload are templates over the event's variables.
 *
 * @param name 1-120 characters, for people
 * @param url template, at most 2,048 characters
 * @param method how it is sent
 * @param events patterns: a canonical type, {@code module.*} or {@code *}; at least one
 * @param filter JSONata over the event that must be true for it to match, or null
 * @param headers further headers, in order; names unique, none of the reserved ones
 * @param query further query parameters, in order; those of the URL are kept
 * @param payload its content
 * @param authentication our credentials
 * @param tls certificates, or null for the public authorities and no certificate
 * @param ed25519 whether requests also carry the signature v1a
 * @param timeoutSeconds whole call, 1-300
 * @param retry when to try again
 * @param answers the meaning of answers, before the general rules
 * @param protection limits
 * @param enabled whether events match it at all
 * @param allowHttp leave to use plain http; never opens a private address
 */
public record WebhookSettings(
    String name,
    String url,
    HttpMethod method,
    List<String> events,
    @Nullable String filter,
    List<Header> headers,
    List<Header> query,
    Payload payload,
    Authentication authentication,
    @Nullable TlsIdentity tls,
    boolean ed25519,
    int timeoutSeconds,
    RetryPolicy retry,
    List<AnswerRule> answers,
    Protection protection,
    boolean enabled,
    boolean allowHttp) {

  /** The whole call, DNS to last byte, unless the webhook says otherwise. */
  public static final int DEFAULT_TIMEOUT_SECONDS = 30;

  public WebhookSettings {
    events = KeptLists.orEmpty(events);
    headers = KeptLists.orEmpty(headers);
    query = KeptLists.orEmpty(query);
    answers = KeptLists.orEmpty(answers);
  }

  /** Returns the same settings under that name, enabled or not. */
  public WebhookSettings with(String otherName, boolean whetherEnabled) {
    return new WebhookSettings(
        otherName,
        url,
        method,
        events,
        filter,
        headers,
        query,
        payload,
        authentication,
        tls,
        ed25519,
        timeoutSeconds,
        retry,
        answers,
        protection,
        whetherEnabled,
        allowHttp);
  }

  /** Returns the same settings with another payload. */
  public WebhookSettings with(Payload otherPayload) {
    return new WebhookSettings(
        name,
        url,
        method,
        events,
        filter,
        headers,
        query,
        otherPayload,
        authentication,
        tls,
        ed25519,
        timeoutSeconds,
        retry,
        answers,
        protection,
        enabled,
        allowHttp);
  }

  /** Returns a builder of settings with name, URL and events; all others are the defaults. */
  public static WebhookSettingsBuilder of(String name, String url, List<String> events) {
    return new WebhookSettingsBuilder(name, url, events);
  }
}
