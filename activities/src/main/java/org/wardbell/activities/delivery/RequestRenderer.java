package org.wardbell.activities.delivery;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.wardbell.activities.event.EventFacts;
import org.wardbell.activities.template.Template;
import org.wardbell.activities.template.UnrenderableException;
import org.wardbell.activities.template.Variables;
import org.wardbell.activities.webhook.KeptWebhook;
import org.wardbell.workflows.event.EventCatalogue;
import org.wardbell.workflows.webhook.Header;

/**
 * Makes requests out of webhooks and events. The body is made once per delivery; URL, headers and
 * signature are made anew for each attempt. A webhook without templates never has its data parsed.
 */
final class RequestRenderer {
  /** The version of the standard envelope that new deliveries begin with. */
  public static final int ENVELOPE_VERSION = Envelope.LATEST_VERSION;

  /** Bytes of a body made from a template: as much as an event may have, so that echoes fit. */
  public static final int MAXIMUM_BODY_BYTES = 256 * 1024;

  /** Webhooks whose parsed templates are kept; beyond that the cache starts anew. */
  private static final int CACHED_WEBHOOKS = 10_000;

  private record Cached(int version, RequestTemplates templates) {}

  private final EventCatalogue catalogue;
  private final String userAgent;
  private final ConcurrentHashMap<UUID, Cached> cache = new ConcurrentHashMap<>();

  /**
   * @param version of Wardbell, for the header User-Agent
   */
  public RequestRenderer(EventCatalogue catalogue, String version) {
    this.catalogue = catalogue;
    this.userAgent = "Wardbell/" + version;
  }

  /**
   * The bytes that every attempt of a delivery will send. Never fails for an event's values: a body
   * that grows beyond its limit is cut behind it, and {@link #request} then refuses it.
   */
  public RenderedBody body(KeptWebhook webhook, EventFacts event, UUID deliveryId) {
    String contentType = webhook.settings().payload().contentType();
    Template template = templates(webhook).body();
    if (template == null) {
      return envelope(event, ENVELOPE_VERSION, contentType);
    }
    Variables variables = new EventVariables(event, catalogue, deliveryId, null);
    return new RenderedBody(render(template, variables), contentType, false);
  }

  private static byte[] render(Template template, Variables variables) {
    byte[] tooLong = new byte[MAXIMUM_BODY_BYTES + 1];
    try {
      byte[] bytes =
          template.render(variables, MAXIMUM_BODY_BYTES).getBytes(StandardCharsets.UTF_8);
      return bytes.length > MAXIMUM_BODY_BYTES ? tooLong : bytes;
    } catch (UnrenderableException e) {
      return tooLong;
    }
  }

  /** The standard envelope, the same bytes each time for the same event and version. */
  public RenderedBody envelope(EventFacts event, int version, String contentType) {
    return new RenderedBody(Envelope.render(event, version), contentType, true);
  }

  /**
   * One attempt's request, signed for this moment.
   *
   * @param attempt its number, from 1
   * @throws UnrenderableException if this event's values do not fit the URL, a header or the body's
   *     limit; the message quotes no value
   */
  public OutgoingRequest request(
      KeptWebhook webhook,
      EventFacts event,
      RenderedBody body,
      UUID deliveryId,
      int attempt,
      Instant now) {
    if (!body.reproducible() && body.bytes().length > MAXIMUM_BODY_BYTES) {
      throw new UnrenderableException("the body is larger than 256 KiB");
    }
    RequestTemplates templates = templates(webhook);
    Variables variables = new EventVariables(event, catalogue, deliveryId, attempt);
    List<Header> headers = templates.headers(variables);
    String id = deliveryId.toString();
    headers.add(new Header("webhook-id", id));
    headers.add(new Header("wardbell-event-id", event.id().toString()));
    headers.add(new Header("webhook-timestamp", Long.toString(now.getEpochSecond())));
    headers.add(
        new Header("webhook-signature", Signatures.sign(webhook.secrets(), id, now, body.bytes())));
    headers.add(new Header("User-Agent", userAgent));
    headers.add(new Header("Accept-Encoding", "identity"));
    return new OutgoingRequest(
        webhook.settings().method(),
        uri(templates.url(variables)),
        headers,
        body,
        Duration.ofSeconds(webhook.settings().timeoutSeconds()));
  }

  private static URI uri(String url) {
    try {
      return URI.create(url);
    } catch (IllegalArgumentException e) {
      // The cause's text quotes the URL.
      throw new UnrenderableException("the URL is not valid");
    }
  }

  private RequestTemplates templates(KeptWebhook webhook) {
    Cached cached = cache.get(webhook.id());
    if (cached != null && cached.version() == webhook.version()) {
      return cached.templates();
    }
    if (cache.size() >= CACHED_WEBHOOKS) {
      cache.clear();
    }
    RequestTemplates parsed = new RequestTemplates(webhook.settings());
    cache.put(webhook.id(), new Cached(webhook.version(), parsed));
    return parsed;
  }
}
