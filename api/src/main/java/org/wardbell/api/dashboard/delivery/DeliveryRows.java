package org.wardbell.api.dashboard.delivery;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.wardbell.activities.delivery.query.KeptDelivery;
import org.wardbell.activities.event.EventQuery;
import org.wardbell.activities.webhook.WebhookNames;
import org.wardbell.api.dashboard.frame.Figures;

/** The making of rows of deliveries, for every page that lists some. */
@Component
public final class DeliveryRows {
  private final DSLContext database;
  private final EventQuery events;
  private final WaitingWords words;

  DeliveryRows(DSLContext database, EventQuery events, WaitingWords words) {
    this.words = words;
    this.database = database;
    this.events = events;
  }

  /** Returns the rows of some deliveries: three queries, however many they are. */
  public List<DeliveriesPage.Row> of(List<KeptDelivery> deliveries) {
    Map<UUID, String> webhooks =
        WebhookNames.of(database, distinct(deliveries, KeptDelivery::webhookId));
    Map<UUID, String> types = events.types(distinct(deliveries, KeptDelivery::eventId));
    Function<KeptDelivery, DeliveryWords> said = words.among(deliveries);
    return deliveries.stream()
        .map(
            delivery ->
                new DeliveriesPage.Row(
                    delivery.id(),
                    delivery.clinicId(),
                    delivery.createdAt(),
                    webhooks.getOrDefault(delivery.webhookId(), DeliveryWords.REMOVED_WEBHOOK),
                    types.getOrDefault(delivery.eventId(), DeliveryWords.REMOVED_EVENT),
                    said.apply(delivery),
                    delivery.status().isFinal() ? null : delivery.nextAttemptAt(),
                    delivery.attempts(),
                    duration(delivery.createdAt(), delivery.finishedAt()),
                    delivery.trigger()))
        .toList();
  }

  private static Set<UUID> distinct(
      List<KeptDelivery> deliveries, Function<KeptDelivery, UUID> id) {
    return deliveries.stream().map(id).collect(Collectors.toSet());
  }

  private static String duration(Instant from, @Nullable Instant to) {
    return to == null ? "" : Figures.duration(Duration.between(from, to));
  }
}
