package org.wardbell.api.dashboard.delivery;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.wardbell.activities.delivery.query.KeptDelivery;
import org.wardbell.api.dashboard.frame.Figures;

/** The making of rows of deliveries, for every page that lists some. */
@Component
public final class DeliveryRows {
  private final WaitingWords words;

  DeliveryRows(WaitingWords words) {
    this.words = words;
  }

  /** Returns the rows of some deliveries: one query, however many they are. */
  public List<DeliveriesPage.Row> of(List<KeptDelivery> deliveries) {
    Function<KeptDelivery, DeliveryWords> said = words.among(deliveries);
    return deliveries.stream()
        .map(
            delivery ->
                new DeliveriesPage.Row(
                    delivery.id(),
                    delivery.clinicId(),
                    delivery.createdAt(),
                    DeliveryWords.webhook(delivery),
                    DeliveryWords.event(delivery),
                    said.apply(delivery),
                    delivery.status().isFinal() ? null : delivery.nextAttemptAt(),
                    delivery.attempts(),
                    duration(delivery.createdAt(), delivery.finishedAt()),
                    delivery.trigger()))
        .toList();
  }

  private static String duration(Instant from, @Nullable Instant to) {
    return to == null ? "" : Figures.duration(Duration.between(from, to));
  }
}
