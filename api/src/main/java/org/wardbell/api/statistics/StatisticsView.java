package org.wardbell.api.statistics;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.wardbell.activities.statistics.ExecutionTimes;
import org.wardbell.activities.statistics.Statistics;
import org.wardbell.activities.statistics.StatisticsFilter;
import org.wardbell.activities.statistics.StatisticsStep;

/** Statistics of a period as they are shown. */
@Schema(name = "Statistics")
record StatisticsView(
    @Schema(description = "All that had happened by then is in; absent before the first count.")
        @Nullable Instant countedAt,
    @Schema(description = "The beginning of the first column.") Instant from,
    Instant to,
    StatisticsStep step,
    @Schema(description = "Whose days and hours the columns are.", example = "Europe/Berlin")
        String timeZone,
    CardsView cards,
    @Schema(description = "Of all attempts of the period; absent where it is not known.")
        @Nullable ExecutionTimes executionTime,
    @Schema(description = "Each column of the period, oldest first; the last one is still open.")
        List<ColumnView> series,
    @Schema(description = "With by: the largest groups, most attempts first.")
        @Nullable List<GroupView> groups) {

  static StatisticsView of(Statistics statistics, StatisticsFilter filter) {
    return new StatisticsView(
        statistics.countedAt(),
        statistics.from(),
        statistics.to(),
        filter.step(),
        statistics.zone().getId(),
        CardsView.of(statistics),
        statistics.times(),
        statistics.series().stream()
            .map(
                column ->
                    new ColumnView(
                        column.startsAt(), TotalsView.of(column.totals()), column.times()))
            .toList(),
        filter.by() == null
            ? null
            : statistics.groups().stream()
                .map(
                    group ->
                        new GroupView(group.value(), TotalsView.of(group.totals()), group.times()))
                .toList());
  }

  /** One column. */
  @Schema(name = "StatisticsColumn")
  record ColumnView(Instant startsAt, TotalsView totals, @Nullable ExecutionTimes executionTime) {}

  /** One group. */
  @Schema(name = "StatisticsGroup")
  record GroupView(
      @Schema(description = "The webhook's or clinic's id, the event type, or the code.")
          String value,
      TotalsView totals,
      @Nullable ExecutionTimes executionTime) {}
}
