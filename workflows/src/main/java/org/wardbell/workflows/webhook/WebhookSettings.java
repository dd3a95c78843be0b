package org.wardbell.workflows.webhook;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a clinic configures on a webhook, complete (defaults filled in) and valid. URL, query,
 * header values and body are templates over the event's variables.
 *
 * @param name 1-120 characters, for people
 * @param url template, at most 2,048 characters
 * @param method how it is sent
 * @param events patterns: a canonical type, {@code module.*} or {@code *}; at least one
 * @param headers further headers, in order; names unique, none of the reserved ones
 * @param query further query parameters, in order; what the URL already carries is kept
 * @param body template, or null for the standard envelope
 * @param contentType of the body
 * @param timeoutSeconds whole call, 1-300
 * @param retry when to try again
 * @param enabled whether events match it at all
 * @param allowHttp leave to use plain http; never opens a private address
 */
public record WebhookSettings(
    String name,
    String url,
    HttpMethod method,
    List<String> events,
    List<Header> headers,
    List<Header> query,
    @Nullable String body,
    String contentType,
    int timeoutSeconds,
    RetryPolicy retry,
    boolean enabled,
    boolean allowHttp) {

  /** The whole call, DNS to last byte, unless the webhook says otherwise. */
  public static final int DEFAULT_TIMEOUT_SECONDS = 30;

  public WebhookSettings {
    events = List.copyOf(events);
    headers = List.copyOf(headers);
    query = List.copyOf(query);
  }
}
