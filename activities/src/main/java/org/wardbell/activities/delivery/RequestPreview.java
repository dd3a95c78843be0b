package org.wardbell.activities.delivery;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.wardbell.activities.clinic.ClinicStore;
import org.wardbell.activities.database.Ids;
import org.wardbell.activities.event.EventFacts;
import org.wardbell.activities.template.UnrenderableException;
import org.wardbell.activities.webhook.KeptWebhook;
import org.wardbell.workflows.event.EventCatalogue;
import org.wardbell.workflows.webhook.Authentication;
import org.wardbell.workflows.webhook.Header;

/** Makes the request that a webhook would send, and sends nothing; any process may. */
public final class RequestPreview {
  private static final String HIDDEN = "••••";

  /** Apart from the one that sends, so that drafts do not push real webhooks out of its cache. */
  private final RequestRenderer renderer;

  private final TestEvents events;

  /**
   * @param version of Wardbell, for the header User-Agent
   */
  public RequestPreview(EventCatalogue catalogue, ClinicStore clinics, String version) {
    this.renderer = new RequestRenderer(catalogue, version);
    this.events = new TestEvents(clinics);
  }

  /**
   * The request, without the credentials that its authentication would add: only their places are
   * shown.
   *
   * @return empty if the event's values do not fit the URL, a header or the body's limit
   */
  public Optional<ShownRequest> show(KeptWebhook webhook, TestOrder order) {
    EventFacts event = events.of(order);
    UUID id = Ids.next();
    Authentication authentication = webhook.settings().authentication();
    try {
      RenderedBody body = renderer.body(webhook, event, id);
      OutgoingRequest made = renderer.request(webhook, event, body, id, 1, Instant.now());
      return Optional.of(withPlaces(ShownRequest.of(made, authentication), authentication));
    } catch (UnrenderableException unrenderable) {
      return Optional.empty();
    }
  }

  private static ShownRequest withPlaces(ShownRequest shown, Authentication authentication) {
    return switch (authentication) {
      case Authentication.None _ -> shown;
      case Authentication.Basic _ -> withHeader(shown, "Authorization", "Basic " + HIDDEN);
      case Authentication.Bearer(String prefix, String _) ->
          withHeader(shown, "Authorization", (prefix + " " + HIDDEN).strip());
      case Authentication.SignedJwt _, Authentication.OAuth2 _ ->
          withHeader(shown, "Authorization", "Bearer " + HIDDEN);
      case Authentication.ApiKey key -> at(shown, key.place(), key.name());
      case Authentication.Hmac hmac -> at(shown, hmac.place(), hmac.name());
    };
  }

  private static ShownRequest at(ShownRequest shown, Authentication.Place place, String name) {
    return switch (place) {
      case HEADER -> withHeader(shown, name, HIDDEN);
      case QUERY ->
          new ShownRequest(
              shown.method(),
              shown.url() + (shown.url().contains("?") ? "&" : "?") + name + "=" + HIDDEN,
              shown.headers(),
              shown.body(),
              shown.bodyBase64());
    };
  }

  private static ShownRequest withHeader(ShownRequest shown, String name, String value) {
    List<Header> headers = new ArrayList<>(shown.headers());
    headers.add(new Header(name, value));
    return new ShownRequest(shown.method(), shown.url(), headers, shown.body(), shown.bodyBase64());
  }
}
