package org.wardbell.activities.request;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.wardbell.activities.event.EventFacts;
import org.wardbell.activities.expression.ExpressionFailure;
import org.wardbell.activities.expression.ExpressionOverload;
import org.wardbell.activities.payload.Envelope;
import org.wardbell.activities.payload.PayloadRenderer;
import org.wardbell.activities.payload.RenderedPayload;
import org.wardbell.activities.template.UnrenderableException;
import org.wardbell.activities.template.Variables;
import org.wardbell.activities.webhook.KeptWebhook;
import org.wardbell.workflows.delivery.TransportProblem;
import org.wardbell.workflows.event.EventCatalogue;
import org.wardbell.workflows.webhook.Header;
import org.wardbell.workflows.webhook.HttpMethod;
import org.wardbell.workflows.webhook.Payload;
import org.wardbell.workflows.webhook.PayloadFormat;

/**
 * The renderer of requests for webhooks and events. The body is made once per delivery; URL,
 * headers and signature are made again for each attempt. A webhook without templates never has its
 * data parsed.
 */
public final class RequestRenderer {
  /** The version of the standard envelope that new deliveries begin with. */
  public static final int ENVELOPE_VERSION = Envelope.LATEST_VERSION;

  /** Webhooks whose parsed templates are kept; beyond that the cache is emptied. */
  private static final int CACHED_WEBHOOKS = 10_000;

  private static final Logger log = LoggerFactory.getLogger(RequestRenderer.class);

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
   * Returns the bytes that every attempt of a delivery will send. An event that cannot be written
   * for this webhook must not hold up the others, so it gets a body with a problem.
   *
   * @throws ExpressionOverload if this process has no time for the webhook's transformation now
   */
  public RenderedBody body(KeptWebhook webhook, EventFacts event, UUID deliveryId) {
    String contentType = webhook.settings().payload().contentType();
    if (!event.isReadable()) {
      return RenderedBody.unsendable(TransportProblem.EVENT_UNREADABLE, contentType);
    }
    try {
      PayloadRenderer payload = templates(webhook).payload();
      EventFacts visible = payload.visible(event);
      RenderedPayload made =
          payload.render(
              visible, new EventVariables(visible, catalogue, deliveryId, null), deliveryId);
      return new RenderedBody(made.bytes(), made.contentType(), payload.isReproducible());
    } catch (UnrenderableException e) {
      log.warn("delivery={} not rendered: {}", deliveryId, e.getMessage());
    } catch (ExpressionFailure e) {
      log.warn("delivery={} not transformed: {}", deliveryId, e.getMessage());
      return RenderedBody.unsendable(TransportProblem.TRANSFORM_FAILED, contentType);
    } catch (ExpressionOverload busy) {
      throw busy; // Our trouble and no fault of the webhook: the dispatch is done again.
    } catch (RuntimeException ours) {
      // Its message could quote the event.
      log.error("delivery={} not rendered: {}", deliveryId, ours.getClass().getName());
    }
    return RenderedBody.unsendable(TransportProblem.RENDER_FAILED, contentType);
  }

  /** Returns the standard envelope, the same bytes each time for the same event and version. */
  public RenderedBody envelope(EventFacts event, int version, String contentType) {
    return new RenderedBody(Envelope.render(event, version), contentType, true);
  }

  /**
   * Returns one attempt's request, signed for this moment.
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
    RequestTemplates templates = templates(webhook);
    EventFacts visible = templates.payload().visible(event);
    Variables variables = new EventVariables(visible, catalogue, deliveryId, attempt);
    HttpMethod method = webhook.settings().method();
    String query = method.carriesBody() ? "" : query(body);
    RenderedBody sent = method.carriesBody() ? body : body.emptied();
    List<Header> headers = templates.headers(variables);
    headers.addAll(templates.payload().headers(visible));
    String id = deliveryId.toString();
    headers.add(new Header("webhook-id", id));
    headers.add(new Header("wardbell-event-id", event.id().toString()));
    headers.add(new Header("webhook-timestamp", Long.toString(now.getEpochSecond())));
    headers.add(
        new Header("webhook-signature", Signatures.sign(webhook.secrets(), id, now, sent.bytes())));
    headers.add(new Header("User-Agent", userAgent));
    headers.add(new Header("Accept-Encoding", "identity"));
    return new OutgoingRequest(
        method,
        uri(templates.url(variables, query)),
        headers,
        sent,
        Duration.ofSeconds(webhook.settings().timeoutSeconds()),
        List.of(),
        webhook.settings().tls());
  }

  /**
   * Returns the names of variables that a webhook's texts use and that this event leaves empty,
   * where no filter and no condition stands in for them. For people who look at a request; nothing
   * is sent.
   *
   * @throws UnrenderableException as {@link #request} does
   */
  public Set<String> emptyVariables(KeptWebhook webhook, EventFacts event, UUID deliveryId) {
    Set<String> names = EmptyVariables.names();
    RequestTemplates templates = templates(webhook);
    EventFacts visible = templates.payload().visible(event);
    Variables ofAttempt =
        new EmptyVariables(new EventVariables(visible, catalogue, deliveryId, 1), names);
    templates.url(ofAttempt, "");
    templates.headers(ofAttempt);
    PayloadFormat format = webhook.settings().payload().format();
    if (format == PayloadFormat.TEMPLATE || format == PayloadFormat.FORM) {
      Variables ofBody = new EventVariables(visible, catalogue, deliveryId, null);
      templates.payload().render(visible, new EmptyVariables(ofBody, names), deliveryId);
    }
    return names;
  }

  /** Returns the query of a method without a body; it is frozen like a body, so it may be one. */
  private static String query(RenderedBody body) {
    if (!body.contentType().equals(Payload.URLENCODED)) {
      throw new UnrenderableException(
          "the body was made for another method, which the webhook had before");
    }
    return new String(body.bytes(), StandardCharsets.US_ASCII);
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
