package org.wardbell.api.event.read;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jooq.DSLContext;
import org.springframework.stereotype.Component;
import org.wardbell.activities.audit.AuditEntry;
import org.wardbell.activities.audit.AuditStore;
import org.wardbell.activities.delivery.query.DeliveryFilter;
import org.wardbell.activities.delivery.query.DeliveryListQuery;
import org.wardbell.activities.delivery.query.KeptDelivery;
import org.wardbell.activities.event.EventQuery;
import org.wardbell.activities.event.KeptEvent;
import org.wardbell.activities.webhook.WebhookStore;
import org.wardbell.api.access.Caller;
import org.wardbell.api.problem.ProblemException;

/** The events that a caller sees; each look at their data is written into the audit trail. */
@Component
public final class VisibleEvents {
  /** A clinic's webhooks and as many global ones; repetitions beyond that are in the list. */
  private static final int SHOWN_DELIVERIES = 2 * WebhookStore.MAXIMUM_PER_CLINIC;

  private final DSLContext database;
  private final EventQuery events;
  private final DeliveryListQuery deliveries;
  private final AuditStore audit;

  VisibleEvents(
      DSLContext database, EventQuery events, DeliveryListQuery deliveries, AuditStore audit) {
    this.database = database;
    this.events = events;
    this.deliveries = deliveries;
    this.audit = audit;
  }

  /**
   * Returns an event.
   *
   * @throws ProblemException 404 if there is none with this id that the caller sees
   */
  public KeptEvent visible(UUID id, Caller caller) {
    KeptEvent event = events.find(id).orElseThrow(() -> ProblemException.notFound("event"));
    caller.requireSees(event.clinicId(), "event");
    return event;
  }

  /** Returns an event's data, a JSON object, and notes the look; empty if it is kept no more. */
  public Optional<String> data(KeptEvent event, Caller caller) {
    audit.append(
        database,
        AuditEntry.of(event.clinicId(), caller.origin(), "event.data_read", "event/" + event.id()));
    return events.data(event).map(data -> new String(data, StandardCharsets.UTF_8));
  }

  /** Returns an event's deliveries, newest first. */
  List<KeptDelivery> deliveries(KeptEvent event) {
    return deliveries
        .list(new DeliveryFilter(event.clinicId(), null, event.id(), null, null), SHOWN_DELIVERIES)
        .deliveries();
  }
}
