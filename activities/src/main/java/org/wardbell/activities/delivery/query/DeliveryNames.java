package org.wardbell.activities.delivery.query;

import static org.wardbell.activities.database.generated.Tables.EVENT;
import static org.wardbell.activities.database.generated.Tables.WEBHOOK;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jooq.DSLContext;

/**
 * The names by which a person knows the deliveries of a page: webhooks' names, also of those that
 * were deleted, and types of events.
 *
 * @param webhooks by id
 * @param eventTypes by the event's id; none where the event is there no more
 */
public record DeliveryNames(Map<UUID, String> webhooks, Map<UUID, String> eventTypes) {
  public DeliveryNames {
    webhooks = Map.copyOf(webhooks);
    eventTypes = Map.copyOf(eventTypes);
  }

  /** Returns the names of some deliveries: a page of them, not more. */
  public static DeliveryNames of(DSLContext database, List<KeptDelivery> deliveries) {
    return of(
        database,
        ids(deliveries.stream().map(KeptDelivery::webhookId).toList()),
        ids(deliveries.stream().map(KeptDelivery::eventId).toList()));
  }

  /** Returns the names of these webhooks and the types of these events. */
  public static DeliveryNames of(
      DSLContext database, Collection<UUID> webhooks, Collection<UUID> events) {
    return new DeliveryNames(
        database
            .select(WEBHOOK.ID, WEBHOOK.NAME)
            .from(WEBHOOK)
            .where(WEBHOOK.ID.in(webhooks))
            .fetchMap(WEBHOOK.ID, WEBHOOK.NAME),
        database
            .select(EVENT.ID, EVENT.TYPE)
            .from(EVENT)
            .where(EVENT.ID.in(events))
            .fetchMap(EVENT.ID, EVENT.TYPE));
  }

  private static Set<UUID> ids(List<UUID> all) {
    return all.stream().filter(Objects::nonNull).collect(Collectors.toUnmodifiableSet());
  }

  /** Returns a webhook's name. */
  public String webhook(UUID id) {
    return webhooks.getOrDefault(id, "a removed webhook");
  }

  /** Returns the type of an event. */
  public String eventType(UUID event) {
    return eventTypes.getOrDefault(event, "an event that is no longer kept");
  }
}
