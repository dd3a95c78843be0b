package org.wardbell.activities.preview;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.wardbell.activities.clinic.ClinicStore;
import org.wardbell.activities.database.Ids;
import org.wardbell.activities.event.EventFacts;
import org.wardbell.activities.request.OutgoingRequest;
import org.wardbell.activities.request.RenderedBody;
import org.wardbell.activities.request.RequestRenderer;
import org.wardbell.activities.template.UnrenderableException;
import org.wardbell.activities.webhook.KeptWebhook;
import org.wardbell.workflows.event.EventCatalogue;

/**
 * A preview of the request that a webhook would send; it sends nothing, so any process may make it.
 */
public final class RequestPreview {
  /** Apart from the one that sends, so that drafts do not push real webhooks out of its cache. */
  private final RequestRenderer renderer;

  private final SampleEvents events;

  /**
   * @param version of Wardbell, for the header User-Agent
   */
  public RequestPreview(EventCatalogue catalogue, ClinicStore clinics, String version) {
    this.renderer = new RequestRenderer(catalogue, version);
    this.events = new SampleEvents(clinics);
  }

  /**
   * Returns the request, without the credentials that its authentication would add: only their
   * places are shown.
   *
   * @return empty if the event's values do not fit the URL, a header or the body's limit
   */
  public Optional<ShownRequest> show(KeptWebhook webhook, TestSendRequest order) {
    return show(webhook, events.of(order), List.of());
  }

  /** Returns the same for an event that happened, with a warning if it would not be sent. */
  public Optional<ShownRequest> show(KeptWebhook webhook, EventFacts event) {
    return show(webhook, event, PreviewWarnings.notSent(webhook, event));
  }

  private Optional<ShownRequest> show(KeptWebhook webhook, EventFacts event, List<String> notSent) {
    UUID id = Ids.next();
    try {
      RenderedBody body = renderer.body(webhook, event, id);
      if (body.problem() != null) {
        return Optional.empty();
      }
      OutgoingRequest made = renderer.request(webhook, event, body, id, 1, Instant.now());
      List<String> warnings = new ArrayList<>(notSent);
      warnings.addAll(PreviewWarnings.of(renderer, webhook, event, id));
      return Optional.of(ShownRequest.of(made, webhook.settings(), warnings));
    } catch (UnrenderableException unrenderable) {
      return Optional.empty();
    }
  }
}
