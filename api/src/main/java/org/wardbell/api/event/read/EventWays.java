package org.wardbell.api.event.read;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jooq.DSLContext;
import org.springframework.stereotype.Component;
import org.wardbell.activities.delivery.query.KeptDelivery;
import org.wardbell.activities.delivery.state.OperationalEvents;
import org.wardbell.activities.event.KeptEvent;
import org.wardbell.activities.webhook.StoredWebhook;
import org.wardbell.activities.webhook.WebhookStore;
import org.wardbell.workflows.event.Subscription;

/**
 * The map of an event: each webhook of its clinic, with its delivery or the reason why it has none.
 * Reasons are found by what is left over, from the settings as they are now: no filter is asked
 * again, because it would read the data.
 */
@Component
public final class EventWays {
  /** Stands for a webhook of which not even the name is there. */
  private static final String REMOVED = "a removed webhook";

  private final DSLContext database;
  private final WebhookStore webhooks;
  private final VisibleEvents events;

  EventWays(DSLContext database, WebhookStore webhooks, VisibleEvents events) {
    this.database = database;
    this.webhooks = webhooks;
    this.events = events;
  }

  /** Returns the ways of an event: those with a delivery, then the others. */
  public List<EventWay> of(KeptEvent event) {
    Map<UUID, KeptDelivery> latest = new LinkedHashMap<>();
    events.deliveries(event).forEach(each -> latest.putIfAbsent(each.webhookId(), each));
    List<EventWay> ways = new ArrayList<>();
    latest.forEach(
        (id, delivery) ->
            ways.add(
                new EventWay(
                    id,
                    Objects.requireNonNullElse(delivery.webhookName(), REMOVED),
                    delivery,
                    null)));
    for (StoredWebhook stored : webhooks.of(database, event.clinicId())) {
      UUID id = stored.webhook().id();
      if (!latest.containsKey(id)) {
        ways.add(new EventWay(id, stored.webhook().settings().name(), null, why(event, stored)));
      }
    }
    return ways;
  }

  private static EventWay.Reason why(KeptEvent event, StoredWebhook stored) {
    if (stored.createdAt().isAfter(event.acceptedAt())) {
      return EventWay.Reason.MADE_LATER;
    }
    if (!stored.enabled()) {
      return EventWay.Reason.DISABLED;
    }
    if (!new Subscription(stored.webhook().settings().events()).matches(event.type())) {
      return EventWay.Reason.OTHER_TYPES;
    }
    if (OperationalEvents.isAbout(event.type(), event.subject(), stored.webhook().id())) {
      return EventWay.Reason.ABOUT_ITSELF;
    }
    if (event.dispatchedAt() == null) {
      return EventWay.Reason.NOT_MATCHED_YET;
    }
    return stored.webhook().settings().filter() != null
            && !stored.updatedAt().isAfter(event.dispatchedAt())
        ? EventWay.Reason.FILTER
        : EventWay.Reason.CHANGED_SINCE;
  }
}
