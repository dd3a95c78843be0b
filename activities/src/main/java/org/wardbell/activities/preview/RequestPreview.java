package org.wardbell.activities.preview;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.wardbell.activities.clinic.ClinicStore;
import org.wardbell.activities.database.Ids;
import org.wardbell.activities.event.EventFacts;
import org.wardbell.activities.request.OutgoingRequest;
import org.wardbell.activities.request.RenderedBody;
import org.wardbell.activities.request.RequestRenderer;
import org.wardbell.activities.template.UnrenderableException;
import org.wardbell.activities.webhook.KeptWebhook;
import org.wardbell.workflows.delivery.TransportProblem;
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
   * The result of a preview: a request, or why there is none.
   *
   * @param request null if there is none
   * @param problem with which a delivery would end; null if there is a request
   */
  public record Preview(@Nullable ShownRequest request, @Nullable TransportProblem problem) {}

  /**
   * Returns the request, without the credentials that its authentication would add: only their
   * places are shown.
   */
  public Preview show(KeptWebhook webhook, TestSendRequest order) {
    return show(webhook, events.of(order), List.of());
  }

  /** Returns the same for an event that happened, with a warning if it would not be sent. */
  public Preview show(KeptWebhook webhook, EventFacts event) {
    return show(webhook, event, PreviewWarnings.notSent(webhook, event));
  }

  private Preview show(KeptWebhook webhook, EventFacts event, List<String> notSent) {
    UUID id = Ids.next();
    try {
      RenderedBody body = renderer.body(webhook, event, id);
      if (body.problem() != null) {
        return new Preview(null, body.problem());
      }
      OutgoingRequest made = renderer.request(webhook, event, body, id, 1, Instant.now());
      List<String> warnings = new ArrayList<>(notSent);
      warnings.addAll(PreviewWarnings.of(renderer, webhook, event, id));
      return new Preview(ShownRequest.of(made, webhook.settings(), warnings), null);
    } catch (UnrenderableException unrenderable) {
      return new Preview(null, TransportProblem.RENDER_FAILED);
    }
  }
}
