package org.wardbell.api.statistics;

import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;
import org.wardbell.activities.statistics.ExecutionTimes;
import org.wardbell.activities.statistics.Statistics;

/** The figures of a period, each against the period of the same length before it. */
@Schema(name = "StatisticsCards")
record CardsView(
    @Schema(description = "Webhooks that are enabled now.") long activeWebhooks,
    @Schema(description = "Webhooks that sent something.") CountView usedWebhooks,
    @Schema(
            description =
                "Of the deliveries that ended and that nobody cancelled, the share that a receiver took, 0 to 1. Deliveries, not"
                    + " attempts; tests are left out.")
        ShareView successRate,
    @Schema(description = "Deliveries that a receiver took.") CountView delivered,
    @Schema(description = "Deliveries that ended as EXHAUSTED, REFUSED or GONE.") CountView failed,
    @Schema(description = "Requests that are over.") CountView attempts,
    @Schema(description = "Events that came in; absent when asked for a webhook or a code.")
        @Nullable CountView events,
    @Schema(
            description =
                "Events since midnight in the clinic's zone, against the day before until the same time. Whatever the period is.")
        @Nullable CountView eventsToday,
    @Schema(description = "The 95th percentile of the execution time, in microseconds.")
        TimeView executionTimeP95Micros) {

  static CardsView of(Statistics statistics) {
    return new CardsView(
        statistics.activeWebhooks(),
        new CountView(statistics.usedWebhooks(), statistics.usedWebhooksBefore()),
        new ShareView(statistics.totals().successRate(), statistics.before().successRate()),
        new CountView(statistics.totals().delivered(), statistics.before().delivered()),
        new CountView(statistics.totals().failed(), statistics.before().failed()),
        new CountView(statistics.totals().attempted(), statistics.before().attempted()),
        statistics.eventsToday() == null
            ? null
            : new CountView(statistics.totals().events(), statistics.before().events()),
        today(statistics.eventsToday(), statistics.eventsYesterday()),
        new TimeView(p95(statistics.times()), p95(statistics.timesBefore())));
  }

  private static @Nullable CountView today(@Nullable Long today, @Nullable Long yesterday) {
    return today == null || yesterday == null ? null : new CountView(today, yesterday);
  }

  private static @Nullable Long p95(@Nullable ExecutionTimes times) {
    return times == null ? null : (Long) times.p95Micros();
  }

  /** A count and the one before it. */
  @Schema(name = "StatisticsCount")
  record CountView(long value, long before) {}

  /** A share and the one before it; absent where nothing ended. */
  @Schema(name = "StatisticsShare")
  record ShareView(@Nullable Double value, @Nullable Double before) {}

  /** A time and the one before it; absent where nothing was timed. */
  @Schema(name = "StatisticsTime")
  record TimeView(@Nullable Long value, @Nullable Long before) {}
}
