package org.wardbell.activities.delivery.attempt;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.wardbell.activities.delivery.state.AttemptResult;
import org.wardbell.activities.delivery.state.ClaimedAttempt;
import org.wardbell.activities.delivery.state.OperationalEvents;
import org.wardbell.activities.delivery.state.PlannedDelivery;
import org.wardbell.activities.event.NewEvent;
import org.wardbell.workflows.delivery.DeliveryStatus;
import org.wardbell.workflows.delivery.NextStep;
import org.wardbell.workflows.delivery.TransportProblem;

/**
 * The news of deliveries that could not be made, {@code delivery.refused}: one a minute for each
 * webhook and process, because a filter with a mistake refuses every event.
 */
public final class RefusalNews {
  private static final Duration QUIET = Duration.ofMinutes(1);

  /** One commit of events holds 100 of all kinds; other webhooks' news come with their next. */
  private static final int AT_ONCE = 20;

  private static final int REMEMBERED = 10_000;

  private static final Cache<UUID, Boolean> TOLD =
      Caffeine.newBuilder().maximumSize(REMEMBERED).expireAfterWrite(QUIET).build();

  private final Map<UUID, NewEvent> news = new LinkedHashMap<>();

  private RefusalNews() {}

  /** Returns the news of deliveries that a dispatch refuses. */
  public static RefusalNews ofPlanned(Collection<PlannedDelivery> planned) {
    RefusalNews all = new RefusalNews();
    for (PlannedDelivery delivery : planned) {
      TransportProblem problem = delivery.body().problem();
      if (problem != null) {
        all.add(
            delivery.webhook().id(),
            OperationalEvents.refused(
                delivery.event(), delivery.webhook(), delivery.id(), problem.code()));
      }
    }
    return all;
  }

  /** Returns the news of attempts that refused their deliveries. */
  public static RefusalNews ofResults(Collection<AttemptResult> results) {
    RefusalNews all = new RefusalNews();
    for (AttemptResult result : results) {
      if (result.next() instanceof NextStep.Ended(DeliveryStatus status)
          && status == DeliveryStatus.REFUSED) {
        ClaimedAttempt claim = result.claim();
        all.add(
            claim.webhook().id(),
            OperationalEvents.refused(
                claim.event(), claim.webhook(), claim.deliveryId(), result.report().code()));
      }
    }
    return all;
  }

  private void add(UUID webhookId, Optional<NewEvent> event) {
    if (news.size() < AT_ONCE && TOLD.getIfPresent(webhookId) == null) {
      event.ifPresent(one -> news.putIfAbsent(webhookId, one));
    }
  }

  /** Returns the events to record. */
  public List<NewEvent> events() {
    return List.copyOf(news.values());
  }

  /** Notes that they were committed. */
  public void told() {
    news.keySet().forEach(webhook -> TOLD.put(webhook, true));
  }
}
