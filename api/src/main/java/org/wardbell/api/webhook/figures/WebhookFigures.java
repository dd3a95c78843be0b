package org.wardbell.api.webhook.figures;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.wardbell.activities.delivery.query.WebhookDeliveriesQuery;
import org.wardbell.activities.delivery.query.WebhookDeliveriesQuery.Newest;
import org.wardbell.activities.delivery.query.WebhookDeliveriesQuery.Waiting;
import org.wardbell.activities.statistics.Statistics;
import org.wardbell.activities.statistics.StatisticsQuery;
import org.wardbell.activities.statistics.StatisticsStep;
import org.wardbell.activities.webhook.StoredWebhook;
import org.wardbell.activities.webhook.state.WebhookState;

/** The figures of webhooks, for the API and for pages: a few queries, however many webhooks. */
@Component
public final class WebhookFigures {
  /** Columns of a course: a day, the hour under way included. */
  public static final int HOURS = 24;

  private final StatisticsQuery statistics;
  private final WebhookDeliveriesQuery deliveries;

  WebhookFigures(StatisticsQuery statistics, WebhookDeliveriesQuery deliveries) {
    this.statistics = statistics;
    this.deliveries = deliveries;
  }

  /**
   * The figures of one webhook.
   *
   * @param delivered deliveries that its receiver took, by hours
   * @param failed deliveries that ended otherwise, by hours
   * @param p95Micros 95 of 100 requests took no longer; null if none was timed
   * @param newest its newest delivery, or null if there is none
   */
  public record Figures(
      List<Long> delivered, List<Long> failed, @Nullable Long p95Micros, @Nullable Newest newest) {
    private static final List<Long> NOTHING = Collections.nCopies(HOURS, 0L);

    /** Those of a webhook that was never used. */
    public static final Figures NONE = of(null, null);

    public Figures {
      delivered = List.copyOf(delivered);
      failed = List.copyOf(failed);
    }

    static Figures of(Statistics.@Nullable Course course, @Nullable Newest newest) {
      return course == null
          ? new Figures(NOTHING, NOTHING, null, newest)
          : new Figures(
              course.delivered(),
              course.failed(),
              course.times() == null ? null : (Long) course.times().p95Micros(),
              newest);
    }
  }

  /**
   * Returns the figures of each of some webhooks.
   *
   * @param clinic in whose hours, or null for those of all clinics
   */
  public Map<UUID, Figures> of(@Nullable UUID clinic, Collection<UUID> webhooks) {
    ZoneId zone = statistics.zone(clinic);
    Instant now = Instant.now();
    Instant from = StatisticsStep.HOUR.start(now, zone).minus(Duration.ofHours(HOURS - 1L));
    Map<UUID, Statistics.Course> courses = statistics.courses(clinic, webhooks, from, now, zone);
    Map<UUID, Newest> newest = deliveries.newest(webhooks);
    Map<UUID, Figures> figures = new HashMap<>();
    webhooks.forEach(id -> figures.put(id, Figures.of(courses.get(id), newest.get(id))));
    return figures;
  }

  /** Returns what waits for a webhook. */
  public Waiting waiting(UUID webhook) {
    return deliveries.waiting(webhook);
  }

  /** Returns how many deliveries of some webhooks are open, as far as they are counted. */
  public int open(Collection<UUID> webhooks) {
    return deliveries.open(webhooks);
  }

  /**
   * Returns when the first of what waits is given up if its receiver stays as it is; null while
   * nothing ends by its time.
   */
  public static @Nullable Instant firstEnd(StoredWebhook stored, Waiting waiting, Instant now) {
    WebhookState state = stored.state();
    Instant end = waiting.firstEnd();
    boolean troubled = state.failingSince() != null && state.obstacle(now) != null;
    return end == null || state.paused() || !troubled
        ? null
        // Its webhook's clock may be behind: the end comes as much later.
        : end.plus(Duration.between(state.patience().at(now), now));
  }
}
