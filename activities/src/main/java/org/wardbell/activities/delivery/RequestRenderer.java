package org.wardbell.activities.delivery;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.*;
import org.wardbell.activities.event.EventFacts;
import org.wardbell.activities.webhook.KeptWebhook;
import org.wardbell.workflows.event.EventCatalogue;
import org.wardbell.workflows.webhook.Header;
public final class RequestRenderer {
  static final int ENVELOPE_VERSION = 1;
  public RequestRenderer(EventCatalogue c, String v) {}
  RenderedBody body(KeptWebhook w, EventFacts e, UUID id) { return envelope(e, 1, "application/json"); }
  RenderedBody envelope(EventFacts e, int version, String contentType) {
    return new RenderedBody(("{\"id\":\"" + e.id() + "\",\"data\":" + new String(e.data(), StandardCharsets.UTF_8) + "}").getBytes(StandardCharsets.UTF_8), contentType, true);
  }
  OutgoingRequest request(KeptWebhook w, EventFacts e, RenderedBody b, UUID id, int attempt, Instant now) {
    return new OutgoingRequest(w.settings().method(), URI.create(w.settings().url()), List.of(new Header("webhook-id", id.toString()), new Header("wardbell-event-id", e.id().toString())), b, Duration.ofSeconds(w.settings().timeoutSeconds()));
  }
}
