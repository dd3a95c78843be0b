package org.wardbell.standalone.bench.history;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.wardbell.activities.delivery.query.AttemptFilter;
import org.wardbell.activities.delivery.query.AttemptListQuery;
import org.wardbell.activities.delivery.query.DeliveryFilter;
import org.wardbell.activities.delivery.query.DeliveryListQuery;
import org.wardbell.activities.event.EventQuery;
import org.wardbell.activities.statistics.StatisticsFilter;
import org.wardbell.activities.statistics.StatisticsGroup;
import org.wardbell.activities.statistics.StatisticsQuery;
import org.wardbell.activities.statistics.StatisticsStep;
import org.wardbell.workflows.delivery.AttemptOutcome;

/** The questions that are asked of a history, each several times. */
final class HistoryQuestions {
  private static final int TIMES = 21;
  private static final int PAGE = 50;

  private final StatisticsQuery statistics;
  private final AttemptListQuery attempts;
  private final DeliveryListQuery deliveries;
  private final Map<String, Runnable> questions = new LinkedHashMap<>();
  private final Instant now = Instant.now();

  /** The time that a question took: half of the times no longer than the median. */
  record Answer(String question, double medianMillis, double longestMillis) {}

  HistoryQuestions(DSLContext database, EventQuery events, HistoryRows rows) {
    this.statistics = new StatisticsQuery(database);
    this.attempts = new AttemptListQuery(database);
    this.deliveries = new DeliveryListQuery(database, events);
    UUID clinic = rows.clinic();
    UUID webhook = rows.webhook();
    figures("last 6 hours by the minute", clinic, null, 6, StatisticsStep.MINUTE, null);
    figures("last 24 hours by the hour", clinic, null, 24, StatisticsStep.HOUR, null);
    figures("14 days by the hour", clinic, null, 14 * 24, StatisticsStep.HOUR, null);
    figures("30 days by the day", clinic, null, 30 * 24, StatisticsStep.DAY, null);
    figures("30 days, all clinics", null, null, 30 * 24, StatisticsStep.DAY, null);
    figures("14 days of one webhook", clinic, webhook, 14 * 24, StatisticsStep.HOUR, null);
    for (StatisticsGroup group : StatisticsGroup.values()) {
      figures("14 days by the hour, by " + group, null, null, 14 * 24, StatisticsStep.HOUR, group);
    }
    log(
        "attempts, newest",
        new AttemptFilter(clinic, null, null, null, null, null, null, null, null, null, null));
    log(
        "attempts of one webhook",
        new AttemptFilter(clinic, webhook, null, null, null, null, null, null, null, null, null));
    log(
        "attempts of a type",
        new AttemptFilter(
            clinic, null, null, HistoryRows.type(), null, null, null, null, null, null, null));
    log(
        "attempts that never were (TLS)",
        new AttemptFilter(
            clinic, null, null, null, null, AttemptOutcome.TLS, null, null, null, null, null));
    log(
        "attempts of an hour three weeks ago",
        new AttemptFilter(
            clinic,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            now.minus(Duration.ofDays(21)),
            now.minus(Duration.ofDays(21)).plusSeconds(3_600),
            null));
    list("deliveries, newest", new DeliveryFilter(clinic, null, null, null, null));
    list("deliveries of one webhook", new DeliveryFilter(clinic, webhook, null, null, null));
    list(
        "deliveries with a code",
        new DeliveryFilter(
            clinic,
            webhook,
            null,
            null,
            null,
            null,
            null,
            "http_503",
            null,
            null,
            null,
            null,
            null,
            null));
  }

  private void figures(
      String question,
      @Nullable UUID clinic,
      @Nullable UUID webhook,
      int hours,
      StatisticsStep step,
      @Nullable StatisticsGroup by) {
    StatisticsFilter filter =
        new StatisticsFilter(
            clinic, webhook, null, null, now.minus(Duration.ofHours(hours)), now, step, by);
    questions.put(
        "statistics: " + question, () -> statistics.read(filter, statistics.zone(clinic)));
  }

  private void log(String question, AttemptFilter filter) {
    questions.put(question, () -> attempts.list(filter, PAGE));
  }

  private void list(String question, DeliveryFilter filter) {
    questions.put(question, () -> deliveries.list(filter, PAGE));
  }

  /** Asks each question once for nothing, and then {@value #TIMES} times. */
  Iterable<Answer> ask() {
    return questions.entrySet().stream()
        .map(
            question -> {
              question.getValue().run();
              double[] millis = new double[TIMES];
              for (int i = 0; i < TIMES; i++) {
                long began = System.nanoTime();
                question.getValue().run();
                millis[i] = (System.nanoTime() - began) / 1e6;
              }
              Arrays.sort(millis);
              return new Answer(question.getKey(), millis[TIMES / 2], millis[TIMES - 1]);
            })
        .toList();
  }
}
