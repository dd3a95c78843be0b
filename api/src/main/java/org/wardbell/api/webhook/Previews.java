package org.wardbell.api.webhook;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.wardbell.activities.audit.AuditEntry;
import org.wardbell.activities.audit.AuditStore;
import org.wardbell.activities.clinic.ClinicStore;
import org.wardbell.activities.database.Ids;
import org.wardbell.activities.event.EventFacts;
import org.wardbell.activities.event.EventQuery;
import org.wardbell.activities.event.KeptEvent;
import org.wardbell.activities.preview.RequestPreview;
import org.wardbell.activities.preview.ShownRequest;
import org.wardbell.activities.webhook.KeptWebhook;
import org.wardbell.activities.webhook.SigningSecrets;
import org.wardbell.api.access.Caller;
import org.wardbell.api.problem.ProblemException;
import org.wardbell.workflows.delivery.TransportProblem;
import org.wardbell.workflows.webhook.WebhookSettings;

/** Previews of requests, of made-up events and of those that happened, each with its audit row. */
@Component
public final class Previews {
  private final RequestPreview preview;
  private final TestOrders orders;
  private final EventQuery events;
  private final ClinicStore clinics;
  private final DSLContext database;
  private final AuditStore audit;

  Previews(
      RequestPreview preview,
      TestOrders orders,
      EventQuery events,
      ClinicStore clinics,
      DSLContext database,
      AuditStore audit) {
    this.preview = preview;
    this.orders = orders;
    this.events = events;
    this.clinics = clinics;
    this.database = database;
    this.audit = audit;
  }

  /** Returns a webhook that is kept nowhere, with a secret that is thrown away. */
  public static KeptWebhook draft(@Nullable UUID clinic, WebhookSettings settings) {
    return new KeptWebhook(Ids.next(), clinic, 1, settings, List.of(SigningSecrets.newShared()));
  }

  /**
   * Shows the request, and records in the clinic of the event that it was shown.
   *
   * @param clinic whose sample it is if no event is given
   * @param event an event that happened, or null for one of the test
   * @param target of the audit row
   */
  ShownRequest show(
      KeptWebhook webhook,
      UUID clinic,
      TestRequest test,
      @Nullable UUID event,
      String target,
      Caller caller) {
    Map<String, Object> detail = new LinkedHashMap<>();
    UUID audited = clinic;
    RequestPreview.Preview shown;
    if (event == null) {
      shown = preview.show(webhook, orders.of(test, clinic, webhook.settings().events()));
    } else {
      EventFacts happened = happened(event, webhook, test, caller);
      audited = happened.clinic().id();
      shown = preview.show(webhook, happened);
      detail.put("event", event.toString());
    }
    audit.append(
        database,
        AuditEntry.of(audited, caller.origin(), "webhook.previewed", target).with(detail));
    if (shown.request() == null) {
      throw unsendable(event == null ? "data" : "event_id", shown.problem());
    }
    return shown.request();
  }

  /** Says which part it does not fit, with the code that a delivery would end with. */
  private static ProblemException unsendable(String field, @Nullable TransportProblem problem) {
    return problem == TransportProblem.TRANSFORM_FAILED
        ? ProblemException.invalid(
            field,
            "fails this webhook's transformation; a delivery would end with transform_failed",
            "Try other data, or correct transform.")
        : ProblemException.invalid(
            field,
            "does not fit this webhook's URL, a header, a template or the largest body; a delivery would end with render_failed",
            "Try other data, or shorten what the templates take from it.");
  }

  /**
   * Returns the request of a draft for a made-up event; nothing that somebody keeps is shown, so
   * nothing is recorded. Empty if the event's values do not fit.
   */
  public Optional<ShownRequest> sample(KeptWebhook draft, UUID clinic, TestRequest test) {
    return Optional.ofNullable(
        preview.show(draft, orders.of(test, clinic, draft.settings().events())).request());
  }

  private EventFacts happened(UUID id, KeptWebhook webhook, TestRequest test, Caller caller) {
    if (test.eventType() != null || test.data() != null) {
      throw ProblemException.invalid(
          "event_id", "contradicts event_type and data", "Leave them out: the event has its own.");
    }
    KeptEvent event = events.find(id).orElseThrow(() -> ProblemException.notFound("event"));
    caller.requireSees(event.clinicId(), "event");
    if (webhook.clinicId() != null && !event.clinicId().equals(webhook.clinicId())) {
      throw ProblemException.invalid(
          "event_id",
          "is an event of another clinic than the webhook",
          "Choose one of the webhook's own clinic.");
    }
    byte[] data =
        events
            .data(event)
            .orElseThrow(
                () ->
                    ProblemException.invalid(
                        "event_id",
                        "is an event whose data is not kept any more",
                        "Choose a newer one, or send event_type and data."));
    return EventFacts.of(
        event,
        clinics.find(event.clinicId()).orElseThrow(() -> ProblemException.notFound("event")),
        data);
  }
}
