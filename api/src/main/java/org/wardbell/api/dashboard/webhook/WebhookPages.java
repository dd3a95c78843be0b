package org.wardbell.api.dashboard.webhook;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.wardbell.activities.delivery.query.DeliveryFilter;
import org.wardbell.activities.delivery.query.DeliveryListQuery;
import org.wardbell.activities.delivery.query.KeptDelivery;
import org.wardbell.activities.delivery.query.WebhookDeliveriesQuery;
import org.wardbell.activities.statistics.ExecutionTimes;
import org.wardbell.activities.statistics.Statistics;
import org.wardbell.activities.statistics.StatisticsFilter;
import org.wardbell.activities.statistics.StatisticsQuery;
import org.wardbell.activities.statistics.StatisticsStep;
import org.wardbell.activities.webhook.SettingChange;
import org.wardbell.activities.webhook.SettingsHistory;
import org.wardbell.activities.webhook.SigningSecrets;
import org.wardbell.activities.webhook.StoredWebhook;
import org.wardbell.activities.webhook.state.ParkedReason;
import org.wardbell.api.dashboard.delivery.DeliveryRows;
import org.wardbell.api.dashboard.delivery.DeliveryWords;
import org.wardbell.api.dashboard.frame.Moment;
import org.wardbell.api.dashboard.overview.StackedColumns;
import org.wardbell.api.dashboard.schedule.ScheduleLine;
import org.wardbell.api.dashboard.webhook.WebhookPage.FreshSecret;
import org.wardbell.api.dashboard.webhook.WebhookPage.Waiting;
import org.wardbell.api.webhook.figures.WebhookFigures;
import org.wardbell.workflows.delivery.AttemptOutcome;

/** The making of a webhook's page. */
@Component
final class WebhookPages {
  /** Deliveries on a webhook's page: a glance; the list behind it has all. */
  private static final int RECENT = 10;

  /** More would hide the columns. */
  private static final int MARKS = 10;

  private final StatisticsQuery statistics;
  private final DeliveryListQuery deliveries;
  private final DeliveryRows rows;
  private final WebhookFigures figures;
  private final DSLContext database;
  private final SettingsHistory history;

  WebhookPages(
      StatisticsQuery statistics,
      DeliveryListQuery deliveries,
      DeliveryRows rows,
      WebhookFigures figures,
      DSLContext database,
      SettingsHistory history) {
    this.database = database;
    this.history = history;
    this.statistics = statistics;
    this.deliveries = deliveries;
    this.rows = rows;
    this.figures = figures;
  }

  WebhookPage of(
      StoredWebhook stored, ZoneId zone, @Nullable FreshSecret fresh, @Nullable String done) {
    UUID id = stored.webhook().id();
    Instant now = Instant.now();
    Statistics day = day(stored, now);
    List<KeptDelivery> recent =
        deliveries
            .list(new DeliveryFilter(stored.webhook().clinicId(), id, null, null, null), RECENT)
            .deliveries();
    WebhookDeliveriesQuery.Waiting waiting = figures.waiting(id);
    ExecutionTimes times = day.times();
    return new WebhookPage(
        id,
        stored.webhook().clinicId(),
        stored.webhook().version(),
        stored.webhook().settings().name(),
        Target.of(stored),
        stored.webhook().settings().method().name(),
        stored.webhook().settings().events(),
        stored.enabled(),
        stored.state().paused(),
        stored.isReadable(),
        WebhookHealth.of(stored, !recent.isEmpty(), now),
        HealthSentence.of(
            stored,
            codes(recent, waiting.frequentCode()),
            day.totals().delivered(),
            day.totals().failed(),
            now),
        waiting(waiting, stored.state().obstacle(now)),
        waiting.isMore(),
        stored.state().circuit().open() ? stored.state().circuit().probeAt() : null,
        WebhookFigures.firstEnd(stored, waiting, now),
        StackedColumns.of(day, StatisticsStep.HOUR, zone, "/deliveries?webhook_id=" + id),
        marks(id, day, zone),
        TimeLines.of(day, zone),
        times == null ? "" : TimeLines.words(times.p50Micros()),
        times == null ? "" : TimeLines.words(times.p95Micros()),
        rows.of(recent),
        ScheduleLine.of(stored.webhook().schedule()),
        SigningSecrets.retiring(stored.webhook().secrets(), now),
        SigningSecrets.publicKey(stored.webhook().secrets()),
        fresh,
        done);
  }

  /** Returns when the settings were changed in the period, the first one first. */
  private List<StackedColumns.Mark> marks(UUID id, Statistics day, ZoneId zone) {
    if (day.series().isEmpty()) {
      return List.of();
    }
    Instant from = day.series().getFirst().startsAt();
    double period =
        Duration.between(from, day.series().getLast().startsAt().plus(Duration.ofHours(1)))
            .toMillis();
    return history.since(database, id, from, MARKS).reversed().stream()
        .map(
            kept ->
                new StackedColumns.Mark(
                    Math.clamp(Duration.between(from, kept.at()).toMillis() / period, 0, 1),
                    Moment.inAWeek(kept.at(), zone) + ": settings changed" + named(kept)))
        .toList();
  }

  /** Returns the names of the settings in brackets; nothing if they cannot be read. */
  private static String named(SettingsHistory.Kept kept) {
    return kept.changes().isEmpty()
        ? ""
        : " (" + TransferPage.words(SettingChange.settings(kept.changes())) + ")";
  }

  private Statistics day(StoredWebhook stored, Instant now) {
    UUID clinic = stored.webhook().clinicId();
    ZoneId zone = statistics.zone(clinic);
    Instant from =
        StatisticsStep.HOUR.start(now, zone).minus(Duration.ofHours(WebhookFigures.HOURS - 1L));
    return statistics.read(
        new StatisticsFilter(
            clinic, stored.webhook().id(), null, null, from, now, StatisticsStep.HOUR, null),
        zone);
  }

  /** Returns the codes that the newest deliveries failed with, then what most that wait got. */
  private static Set<String> codes(List<KeptDelivery> recent, @Nullable String frequent) {
    Set<String> codes = new LinkedHashSet<>();
    for (KeptDelivery delivery : recent) {
      if (delivery.lastOutcome() == AttemptOutcome.DELIVERED) {
        break;
      }
      if (delivery.lastCode() != null) {
        codes.add(delivery.lastCode());
      }
    }
    if (frequent != null) {
      codes.add(frequent);
    }
    return codes;
  }

  /**
   * Returns what waits by what holds it: behind an obstacle, why it was parked once is no matter.
   */
  private static List<Waiting> waiting(
      WebhookDeliveriesQuery.Waiting waiting, @Nullable ParkedReason obstacle) {
    Map<String, Integer> held = new HashMap<>();
    waiting
        .parked()
        .forEach(
            (reason, count) ->
                held.merge(
                    DeliveryWords.parked(DeliveryWords.holding(reason, obstacle)),
                    count,
                    Integer::sum));
    List<Waiting> reasons = new ArrayList<>();
    held.entrySet().stream()
        .sorted(Map.Entry.<String, Integer>comparingByValue().reversed())
        .forEach(each -> reasons.add(new Waiting(each.getKey(), each.getValue())));
    if (waiting.trying() > 0) {
      reasons.add(
          new Waiting("sent just now, or tried again at a time of its own", waiting.trying()));
    }
    return reasons;
  }
}
