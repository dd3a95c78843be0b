package org.wardbell.api.dashboard.delivery;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jooq.DSLContext;
import org.springframework.stereotype.Component;
import org.wardbell.activities.delivery.query.KeptDelivery;
import org.wardbell.activities.webhook.WebhookObstacles;
import org.wardbell.activities.webhook.state.ParkedReason;
import org.wardbell.workflows.delivery.DeliveryStatus;

/** The words for deliveries as they are now: what waits says what holds it, not what once did. */
@Component
public final class WaitingWords {
  private final DSLContext database;

  WaitingWords(DSLContext database) {
    this.database = database;
  }

  /** Returns the words for one delivery. */
  public DeliveryWords of(KeptDelivery delivery) {
    return among(List.of(delivery)).apply(delivery);
  }

  /** Returns what finds the words for these deliveries: one query, however many they are. */
  public Function<KeptDelivery, DeliveryWords> among(Collection<KeptDelivery> deliveries) {
    Map<UUID, ParkedReason> obstacles =
        WebhookObstacles.of(
            database,
            deliveries.stream()
                .filter(each -> each.status() == DeliveryStatus.PARKED)
                .map(KeptDelivery::webhookId)
                .collect(Collectors.toSet()),
            Instant.now());
    return delivery -> DeliveryWords.of(delivery, obstacles.get(delivery.webhookId()));
  }
}
